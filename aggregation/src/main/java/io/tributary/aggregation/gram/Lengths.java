package io.tributary.aggregation.gram;

/**
 * How long the rows of X are, and how far they go along the last of them, where that is a row to compare the others with. Immutable
 * and safe for use by many threads.
 */
public final class Lengths {
    private final double[] norms;
    private final double[] along;

    /**
     * Keeps the arrays themselves: the caller must not alter them afterwards.
     *
     * @param squares inner product of each row with itself
     * @param along inner product of each row with the last, or none
     */
    Lengths(double[] squares, double[] along) {
        this.norms = new double[squares.length];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.sqrt(squares[i]);
        }
        this.along = along;
    }

    /** Euclidean norms of all rows. */
    public double[] norms() {
        return norms.clone();
    }

    /** Inner product of a row with the last row. */
    public double along(int row) {
        return along[row];
    }
}
