package io.tributary.experiments.simulation;

/**
 * An update on its way.
 *
 * @param device index of the device, 0-based
 * @param delta trained minus received, {@code layout.updateSize()} values
 * @param weight number of examples, as far as the plan counts them, at least 1
 */
public record Sent(int device, float[] delta, int weight) {}
