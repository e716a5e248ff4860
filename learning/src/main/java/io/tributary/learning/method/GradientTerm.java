package io.tributary.learning.method;

/**
 * What is added to the gradient of the loss at every step: {@code slope * w + shift}. It covers every method here: a pull to some point, a
 * constant direction, or both.
 *
 * @param slope of each weight
 * @param shift of each weight, as many values as are trained and travel, in the layout's order
 */
public record GradientTerm(float slope, float[] shift) {}
