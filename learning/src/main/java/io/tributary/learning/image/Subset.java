package io.tributary.learning.image;

import io.tributary.learning.Examples;
import java.util.Objects;

/** Some examples of a larger set, in a given order: a device's share. Copies no example. Thread-safe. */
public final class Subset implements Examples {
    private final Examples all;
    private final int[] indices;

    /**
     * A share of a set.
     *
     * @param all the whole set
     * @param indices which of its examples, at least one
     */
    public Subset(Examples all, int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a subset needs at least 1 example");
        }
        this.all = all;
        this.indices = indices.clone();
        for (int index : indices) {
            Objects.checkIndex(index, all.size());
        }
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        all.read(indices[index], into, offset);
    }
}
