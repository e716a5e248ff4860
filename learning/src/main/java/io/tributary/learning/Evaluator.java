package io.tributary.learning;

/** Measures a model on held-out examples. Used by one thread at a time. */
@FunctionalInterface
public interface Evaluator {
    /** Measures a flat vector of the layout's size. */
    Evaluation evaluate(float[] model);
}
