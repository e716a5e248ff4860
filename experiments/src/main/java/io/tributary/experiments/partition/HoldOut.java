package io.tributary.experiments.partition;

import java.util.stream.IntStream;

/**
 * A stratified split: the same fraction of every class is held out to measure the model with.
 *
 * @param train indices of the training examples, ascending
 * @param test indices of those held out, ascending
 */
public record HoldOut(int[] train, int[] test) {
    /**
     * Draws the split. A class of two examples or more has at least one on either side.
     *
     * @param labels class of each example, 0..classes-1
     * @param fraction held out, above 0 and below 1
     */
    public static HoldOut draw(int[] labels, int classes, double fraction, long seed) {
        boolean[] held = new boolean[labels.length];
        int[][] members = ByClass.indices(labels, classes);
        for (int c = 0; c < classes; c++) {
            int size = members[c].length;
            int count = Math.min(Math.max((int) Math.rint(size * fraction), 1), size - 1);
            int[] order = Draws.of(seed, "hold-out", c).order(size);
            for (int i = 0; i < count; i++) {
                held[members[c][order[i]]] = true;
            }
        }
        return new HoldOut(where(held, false), where(held, true));
    }

    private static int[] where(boolean[] held, boolean wanted) {
        return IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray();
    }
}
