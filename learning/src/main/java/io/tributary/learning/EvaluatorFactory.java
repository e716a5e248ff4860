package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;
import java.util.Optional;

/**
 * Measures models at a coordinator that no engine knows: the operator's own code. {@code ./tributary coordinator --class-path JAR} finds it
 * by {@link java.util.ServiceLoader}; it needs a public constructor without parameters. Thread-safe.
 */
public interface EvaluatorFactory {
    /**
     * What measures the versions of a plan's model; empty if this is no plan of its own. Asked before each version is measured.
     *
     * <p>An evaluator of a network without classes gives a confusion of no rows, and as accuracy the part of its examples, 0..1, that it calls
     * right. What it throws ends the run, in words.
     */
    Optional<Evaluator> evaluator(RunPlan plan);
}
