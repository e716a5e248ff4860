package io.tributary.experiments.partition;

/** Examples by their class. */
final class ByClass {
    private ByClass() {}

    /**
     * The indices of each class, ascending.
     *
     * @param labels class of each example, 0..classes-1
     */
    static int[][] indices(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int[][] indices = new int[classes][];
        for (int c = 0; c < classes; c++) {
            indices[c] = new int[counts[c]];
        }
        int[] next = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            indices[labels[i]][next[labels[i]]++] = i;
        }
        return indices;
    }
}
