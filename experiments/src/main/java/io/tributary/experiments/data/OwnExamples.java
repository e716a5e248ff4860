package io.tributary.experiments.data;

import io.tributary.learning.Examples;
import java.util.List;

/**
 * What one device has to train on.
 *
 * @param examples all of it
 * @param shape of one example: height, width, channels
 * @param labels what its classes 0, 1, ... are called
 */
record OwnExamples(Examples examples, List<Integer> shape, List<String> labels) {}
