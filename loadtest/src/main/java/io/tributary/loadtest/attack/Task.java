package io.tributary.loadtest.attack;

import java.util.List;

/**
 * What is learned, and the seed of an attack on its data.
 *
 * @param classes number of classes, at least 2
 * @param shape of an example: height, width, channels
 * @param seed what an attack draws from
 */
public record Task(int classes, List<Integer> shape, long seed) {
    /** Copies the shape. */
    public Task {
        shape = List.copyOf(shape);
    }
}
