package io.tributary.aggregation.reduction;

import java.util.Arrays;

/**
 * Which rows of X the columns of Y are made of.
 *
 * @param read the rows of X to be read, ascending
 * @param members of each row of Y, positions in {@code read}; a row of Y with one member is that row itself
 */
record SourceRows(int[] read, int[][] members) {
    static SourceRows of(Mix mix) {
        return switch (mix) {
            case Mix.Selection(int[] rows) -> of(Arrays.stream(rows).mapToObj(row -> new int[] {row})
                    .toArray(int[][]::new));
            case Mix.Averages(int[][] members) -> of(members);
            case Mix.Combination _ -> throw new IllegalArgumentException(
                    "a combination has one row, from which no column can be made");
        };
    }

    private static SourceRows of(int[][] members) {
        int[] read = Arrays.stream(members).flatMapToInt(Arrays::stream).sorted().distinct().toArray();
        int[][] positions = new int[members.length][];
        for (int i = 0; i < members.length; i++) {
            positions[i] = Arrays.stream(members[i]).map(row -> Arrays.binarySearch(read, row)).toArray();
        }
        return new SourceRows(read, positions);
    }

    /** Number of rows of Y. */
    int count() {
        return members.length;
    }
}
