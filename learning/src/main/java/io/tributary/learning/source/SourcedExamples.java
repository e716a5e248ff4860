package io.tributary.learning.source;

import io.tributary.learning.Examples;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Labels;
import io.tributary.protocol.plan.InputMeaning;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a data source read.
 *
 * @param examples all of them, at least 1, each of as many float32 values as {@code shape} has
 * @param shape of one example: 1..4 sides; of a picture height, width, channels
 * @param labels what the classes 0, 1, ... are called, at least 2
 * @param meaning of the values, if it is one that other sources know too, such as a picture of 0..1; else what this source alone makes
 * @param owners the device, 0, 1, ..., that each example belongs to by its nature; empty if the data does not say
 * @param heldOut indices of the examples to measure a model with, ascending; empty if the data does not say, and a part is drawn
 */
public record SourcedExamples(Examples examples, List<Integer> shape, List<String> labels,
        Optional<InputMeaning> meaning, int[] owners, int[] heldOut) {
    private static final int MOST_SIDES = 4;
    private static final int MOST_SIDE = 1 << 24;
    private static final int MOST_LABELS = 1 << 16;
    private static final int MOST_OWNERS = 100_000;

    /**
     * Copies what can change, and looks at the class of each example.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public SourcedExamples {
        Fields.within("examples", examples.size(), 1, Integer.MAX_VALUE);
        shape = Fields.list("shape", shape, 1, MOST_SIDES);
        shape.forEach(side -> Fields.within("side", side, 1, MOST_SIDE));
        labels = Labels.require("labels", labels, 2, MOST_LABELS);
        owners = owners.clone();
        heldOut = heldOut.clone();
        for (int index = 0; index < examples.size(); index++) {
            Fields.within("class of example " + index, examples.label(index), 0, labels.size() - 1);
        }
        requireOwners(owners, examples.size());
        requireHeldOut(heldOut, examples.size());
    }

    /** Of no device by their nature, none held out, of a meaning that this source alone knows. */
    public static SourcedExamples of(Examples examples, List<Integer> shape, List<String> labels) {
        return new SourcedExamples(examples, shape, labels, Optional.empty(), new int[0], new int[0]);
    }

    /** The same examples of devices. */
    public SourcedExamples ownedBy(int[] devices) {
        return new SourcedExamples(examples, shape, labels, meaning, devices, heldOut);
    }

    /** The same examples, some of them to measure with. */
    public SourcedExamples holdingOut(int[] indices) {
        return new SourcedExamples(examples, shape, labels, meaning, owners, indices);
    }

    /** The same examples, with values that other sources make too. */
    public SourcedExamples meaning(InputMeaning known) {
        return new SourcedExamples(examples, shape, labels, Optional.of(known), owners, heldOut);
    }

    /** The device of each example. */
    @Override
    public int[] owners() {
        return owners.clone();
    }

    /** Indices of the examples to measure with. */
    @Override
    public int[] heldOut() {
        return heldOut.clone();
    }

    private static void requireOwners(int[] owners, int examples) {
        if (owners.length != 0) {
            Fields.within("owners", owners.length, examples, examples);
            BitSet seen = new BitSet();
            Arrays.stream(owners).forEach(owner -> seen.set(Fields.within("owner", owner, 0, MOST_OWNERS - 1)));
            if (seen.nextClearBit(0) < seen.length()) {
                throw new IllegalArgumentException("device " + seen.nextClearBit(0)
                        + " owns no example, but a later one does; owners are numbered 0, 1, ... without a gap");
            }
        }
    }

    private static void requireHeldOut(int[] heldOut, int examples) {
        for (int i = 0; i < heldOut.length; i++) {
            Fields.within("held-out example", heldOut[i], i == 0 ? 0 : heldOut[i - 1] + 1, examples - 1);
        }
        if (heldOut.length == examples) {
            throw new IllegalArgumentException("all examples are held out; none is left to train on");
        }
    }
}
