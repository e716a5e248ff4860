package io.tributary.experiments.report;

import org.jspecify.annotations.Nullable;

/**
 * How the model that came back serves one device.
 *
 * @param device its id
 * @param examples that it trains on
 * @param classes how many of the model's classes it has examples of
 * @param accuracy 0..1, on held-out examples of its classes, each class counted as often as in its own data; null if none of its classes
 *        was held out
 */
public record DeviceFigures(String device, int examples, int classes, @Nullable Double accuracy) {
    /**
     * Checks the accuracy.
     *
     * @throws IllegalArgumentException if it is not 0..1
     */
    public DeviceFigures {
        if (accuracy != null && !(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("accuracy of " + device + " must be 0..1, not " + accuracy);
        }
    }
}
