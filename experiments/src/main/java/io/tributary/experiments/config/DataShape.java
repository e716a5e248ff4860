package io.tributary.experiments.config;

import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a plan must know of the data.
 *
 * @param input shape of one example
 * @param labels what its classes are called, at least 2
 * @param largestPartition examples of the device that has most, at least 1
 */
public record DataShape(List<Integer> input, List<String> labels, int largestPartition) {
    /** Copies the lists. */
    public DataShape {
        input = List.copyOf(input);
        labels = List.copyOf(labels);
    }

    /** Of data whose classes are called by their numbers. */
    public DataShape(List<Integer> input, int classes, int largestPartition) {
        this(input, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), largestPartition);
    }

    /** Number of classes. */
    public int classes() {
        return labels.size();
    }

    /** What a plan says of it: all sources give pictures, as values of 0..1. */
    ModelSignature signature() {
        InputMeaning meaning = input.size() == 3 ? InputMeaning.Image.unit(input.get(2)) : new InputMeaning.Untold();
        return ModelSignature.of(labels, input, meaning);
    }
}
