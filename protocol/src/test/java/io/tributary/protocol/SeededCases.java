package io.tributary.protocol;

import java.util.SplittableRandom;

/** Random cases that can be had again: the seed is new in every run unless {@code -Dcases.seed=N} fixes it. */
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
        long first = Long.getLong("cases.seed", System.nanoTime());
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
