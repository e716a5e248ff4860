package io.tributary.aggregation.reduction;

import java.util.stream.IntStream;

/** The rows of Y = M X, said in the form in which they are cheapest to make. Rows of X are numbered from 0. Not to be altered. */
public sealed interface Mix {
    /**
     * Some rows of X as they are.
     *
     * @param rows at least one, ascending
     */
    record Selection(int[] rows) implements Mix {
        /** All of them: Y = X. */
        public static Selection all(int count) {
            return new Selection(IntStream.range(0, count).toArray());
        }
    }

    /**
     * Each row of Y is the plain mean of some rows of X.
     *
     * @param members of each row of Y the rows of X, ascending, as many for each
     */
    record Averages(int[][] members) implements Mix {}

    /**
     * One row: {@code sum over k of coefficient k * row k / divisor}.
     *
     * @param coefficients one for each row of X, that of the reference last if there is one; rows with 0 are not read
     * @param divisor above 0
     * @param norms Euclidean norms of the same rows: no value of a row is larger
     */
    record Combination(double[] coefficients, double divisor, double[] norms) implements Mix {}
}
