package io.tributary.learning;

/**
 * What a model made of the examples of one slice.
 *
 * @param losses cross-entropy of each example in nats, in the order of the examples
 * @param predicted class of each example, 0..classes-1
 */
public record SliceFigures(double[] losses, int[] predicted) {
    /** @throws IllegalArgumentException if there are not as many losses as classes */
    public SliceFigures {
        if (losses.length != predicted.length) {
            throw new IllegalArgumentException(
                    losses.length + " losses, but " + predicted.length + " predicted classes");
        }
    }
}
