package io.tributary.experiments.partition;

/**
 * What is known of the examples to be spread.
 *
 * @param labels class of each example, 0..classes-1
 * @param classes number of classes
 * @param owners device that each example lies with already (its sub-folder), 0-based; empty if none does
 */
public record Labelled(int[] labels, int classes, int[] owners) {
    /** How many examples. */
    public int size() {
        return labels.length;
    }
}
