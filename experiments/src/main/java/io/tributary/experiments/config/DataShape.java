package io.tributary.experiments.config;

import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a plan must know of the data.
 *
 * @param input shape of one example
 * @param labels what its classes are called
 * @param largestPartition examples of the device that has most, at least 1
 * @param meaning what the values of an example mean
 */
public record DataShape(List<Integer> input, List<String> labels, int largestPartition, InputMeaning meaning) {
    /** Copies the lists. */
    public DataShape {
        input = List.copyOf(input);
        labels = List.copyOf(labels);
    }

    /** Of pictures. */
    public DataShape(List<Integer> input, List<String> labels, int largestPartition) {
        this(input, labels, largestPartition, picture(input));
    }

    /** Of data whose classes are called by their numbers. */
    public DataShape(List<Integer> input, int classes, int largestPartition) {
        this(input, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), largestPartition);
    }

    /** Number of classes. */
    public int classes() {
        return labels.size();
    }

    /** What a plan says of it. */
    ModelSignature signature() {
        return ModelSignature.of(labels, input, meaning);
    }

    /** All sources that are read here give pictures, as values of 0..1. */
    private static InputMeaning picture(List<Integer> input) {
        return input.size() == 3 ? InputMeaning.Image.unit(input.get(2)) : new InputMeaning.Untold();
    }
}
