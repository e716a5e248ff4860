package io.tributary.loadtest.architecture.broken.learning.hen;

import io.tributary.loadtest.architecture.broken.learning.egg.Egg;

/** Broken on purpose: knows what knows it. */
public final class Hen {
    private Hen() {}

    /** What it knows. */
    public static Class<?> known() {
        return Egg.class;
    }
}
