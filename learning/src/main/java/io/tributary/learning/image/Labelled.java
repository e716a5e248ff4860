package io.tributary.learning.image;

import io.tributary.learning.Examples;

/** Examples whose classes are in memory. */
abstract class Labelled implements Examples {
    private final int[] labels;

    Labelled(int[] labels) {
        this.labels = labels.clone();
    }

    @Override
    public final int size() {
        return labels.length;
    }

    @Override
    public final int label(int index) {
        return labels[index];
    }
}
