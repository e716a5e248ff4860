package io.tributary.learning.image;

import io.tributary.learning.Examples;
import java.util.stream.IntStream;

/** The same examples with other numbers for their classes: those of a model that calls them by the same names. Thread-safe. */
public final class Relabelled implements Examples {
    private final Examples own;
    private final int[] classes;

    private Relabelled(Examples own, int[] classes) {
        this.own = own;
        this.classes = classes.clone();
    }

    /**
     * Examples as a model numbers them.
     *
     * @param classes for each class of the examples, its number in the model; as many as the examples have
     */
    public static Examples of(Examples own, int[] classes) {
        boolean same = IntStream.range(0, classes.length).allMatch(i -> classes[i] == i);
        return same ? own : new Relabelled(own, classes);
    }

    @Override
    public int size() {
        return own.size();
    }

    @Override
    public int label(int index) {
        return classes[own.label(index)];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        own.read(index, into, offset);
    }
}
