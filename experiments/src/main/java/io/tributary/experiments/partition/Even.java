package io.tributary.experiments.partition;

import java.util.Arrays;

/** Cuts a row into pieces whose sizes differ by one at most. */
final class Even {
    private Even() {}

    static int[][] deal(int[] row, int pieces) {
        int[][] parts = new int[pieces][];
        for (int piece = 0; piece < pieces; piece++) {
            parts[piece] = Arrays.copyOfRange(row, cut(row.length, pieces, piece), cut(row.length, pieces, piece + 1));
        }
        return parts;
    }

    private static int cut(int length, int pieces, int piece) {
        return (int) ((long) length * piece / pieces);
    }
}
