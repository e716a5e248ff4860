package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Krum's scores (Blanchard et al. 2017, "Machine Learning with Adversaries", section 4): of a row, the sum of the squared distances
 * to its nearest other rows, added from the nearest on. Rows may be taken out one after the other. For one thread.
 */
final class KrumScores {
    private final double[][] squares;
    private final int[][] nearest;
    private final boolean[] out;

    KrumScores(Gram gram) {
        this.squares = gram.squaredDistances();
        this.nearest = Arrays.stream(squares).map(Nearness::order).toArray(int[][]::new);
        this.out = new boolean[gram.size()];
    }

    /** The scores of all rows over so many neighbours; infinite for those that are out. */
    double[] over(int neighbours) {
        return IntStream.range(0, out.length).mapToDouble(i -> out[i] ? Double.POSITIVE_INFINITY : score(i, neighbours))
                .toArray();
    }

    /** Takes a row out: it has no score and counts as no neighbour of another row any more. */
    void takeOut(int row) {
        out[row] = true;
    }

    private double score(int row, int neighbours) {
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < out.length && counted < neighbours; i++) {
            int other = nearest[row][i];
            if (other != row && !out[other]) {
                sum += squares[row][other];
                counted++;
            }
        }
        return sum;
    }
}
