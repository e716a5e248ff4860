package io.tributary.learning;

import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What trains, measures and serves the networks of {@link io.tributary.learning.architecture.Architectures}. A module that has one names it
 * in {@code META-INF/services} and is found by {@link ServiceLoader}; it needs a public constructor without parameters, which loads nothing
 * yet. Thread-safe.
 */
public interface LearningEngine {
    /** Its name, such as {@code djl-pytorch}. */
    String name();

    /** Trains on these examples. */
    LocalTrainer trainer(Examples examples);

    /**
     * Measures the vectors of a plan on these examples; empty if tensors stay on the devices: nobody else has a whole network then.
     *
     * @throws IllegalArgumentException if the network cannot be built, or an example has a class that it does not know
     */
    Optional<Evaluator> evaluator(RunPlan plan, Examples examples);

    /** Loads models for prediction. */
    PredictorLoader predictorLoader();

    /**
     * A network that has its own tensors and its own way to begin.
     *
     * @param layout its tensors, by role
     * @param values what they begin with
     */
    record Built(ParameterLayout layout, float[] values) {}

    /**
     * Builds a network that this engine alone knows, for its tensors.
     *
     * @param seed from which the values are drawn that it begins with
     * @throws IllegalArgumentException if it cannot be built: in words, with the name of the network
     */
    default Built build(ModelSpec spec, long seed) {
        throw new IllegalArgumentException("the engine " + name() + " builds no network '" + spec.architecture() + "'");
    }

    /**
     * The engine on the class path; empty if there is none.
     *
     * @throws IllegalStateException if there are several: one must be chosen in code then
     */
    static Optional<LearningEngine> installed() {
        List<LearningEngine> found = ServiceLoader.load(LearningEngine.class).stream().map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("several learning engines are on the class path: "
                    + found.stream().map(LearningEngine::name).sorted().toList()
                    + "; leave one, or give the trainer, evaluator and predictor loader yourself");
        }
        return found.stream().findFirst();
    }

    /**
     * The engine on the class path.
     *
     * @throws IllegalStateException if there is none, or several
     */
    static LearningEngine required() {
        return installed().orElseThrow(() -> new IllegalStateException("no learning engine is on the class path: add"
                + " io.tributary:tributary-learning-djl, or give the trainer, evaluator and predictor loader yourself"));
    }
}
