package io.tributary.loadtest.architecture.broken.learning.egg;

import io.tributary.loadtest.architecture.broken.learning.hen.Hen;

/** Broken on purpose: knows what knows it. */
public final class Egg {
    private Egg() {}

    /** What it knows. */
    public static Class<?> known() {
        return Hen.class;
    }
}
