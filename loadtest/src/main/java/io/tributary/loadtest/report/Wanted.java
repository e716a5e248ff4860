package io.tributary.loadtest.report;

import java.util.Locale;

/**
 * A target.
 *
 * @param figure which figure of a benchmark
 * @param most whether the figure may be at most, or has to be at least, the bound
 */
record Wanted(String figure, boolean most, double bound) {
    static Wanted atMost(String figure, double bound) {
        return new Wanted(figure, true, bound);
    }

    static Wanted atLeast(String figure, double bound) {
        return new Wanted(figure, false, bound);
    }

    boolean isMet(double value) {
        return most ? value <= bound : value >= bound;
    }

    /** The bound and whether it was met, in a cell of a table. */
    String against(double value) {
        return String.format(Locale.ROOT, "%s %s, %s", most ? "<=" : ">=", new Figure("", bound, "").shown(),
                isMet(value) ? "met" : "**missed**");
    }
}
