package io.tributary.learning;

/**
 * What training changed.
 *
 * @param delta trained minus received, over the whole layout
 * @param examples number of examples seen, at least 1; the update's weight
 * @param loss mean loss over the last epoch
 */
public record TrainingOutcome(float[] delta, int examples, double loss) {}
