package io.tributary.learning;

/**
 * How good a model is.
 *
 * @param accuracy 0..1
 * @param loss mean cross-entropy in nats
 * @param confusion rows are true classes, columns predicted ones
 * @param examples number of examples, the sum over {@code confusion}
 */
public record Evaluation(double accuracy, double loss, int[][] confusion, int examples) {}
