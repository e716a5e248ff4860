package io.tributary.experiments.data;

import io.tributary.learning.Examples;
import java.util.List;

/**
 * What one device has to train on.
 *
 * @param examples all of it
 * @param shape of one example: height, width, channels
 * @param classes how many the data tells apart
 * @param exact whether a model must tell just as many apart; if not, at least as many
 */
record OwnExamples(Examples examples, List<Integer> shape, int classes, boolean exact) {}
