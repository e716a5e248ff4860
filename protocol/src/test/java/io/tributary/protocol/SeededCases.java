package io.tributary.protocol;

import java.util.SplittableRandom;

/**
 * Random cases that can be had again: they follow from the build's {@code test.seed}, and {@code -Dcases.seed=N} plays one of them
 * alone.
 */
public final class SeededCases {
    private SeededCases() {}

    /** A check of one case. */
    @FunctionalInterface
    public interface Case {
        /** Draws a case and checks it. */
        void check(SplittableRandom random) throws Exception;
    }

    /** Checks many cases; a failure names the seed that brings it back alone. */
    public static void check(int cases, Case body) {
        long first = Long.getLong("cases.seed", Long.getLong("test.seed", 1));
        int count = System.getProperty("cases.seed") == null ? cases : 1;
        for (long seed = first; seed < first + count; seed++) {
            try {
                body.check(new SplittableRandom(seed));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("repeat with -Dcases.seed=" + seed, failure);
            }
        }
    }
}
