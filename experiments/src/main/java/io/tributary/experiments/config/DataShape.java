package io.tributary.experiments.config;

import java.util.List;

/**
 * What a plan must know of the data.
 *
 * @param input shape of one example
 * @param classes number of classes, at least 2
 * @param largestPartition examples of the device that has most, at least 1
 */
public record DataShape(List<Integer> input, int classes, int largestPartition) {
    /** Copies the shape. */
    public DataShape {
        input = List.copyOf(input);
    }
}
