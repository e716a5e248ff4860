package io.tributary.experiments.data;

import io.tributary.learning.Examples;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled examples, split into those that devices train on and those that are held out. Immutable, thread-safe.
 *
 * @param train to train on
 * @param test held out, to measure a model with
 * @param classNames what classes 0, 1, ... are called, at least 2
 * @param shape of one example: height, width, channels
 * @param owners device that each training example lies with, by its sub-folder; empty if the source has none
 * @param warnings what was left out, a sentence each
 */
public record Dataset(Examples train, Examples test, List<String> classNames, List<Integer> shape, int[] owners,
        List<String> warnings) {
    /** Copies the lists. */
    public Dataset {
        classNames = List.copyOf(classNames);
        shape = List.copyOf(shape);
        warnings = List.copyOf(warnings);
    }

    /** Class of each training example. */
    int[] trainLabels() {
        return IntStream.range(0, train.size()).map(train::label).toArray();
    }
}
