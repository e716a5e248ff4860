package io.tributary.coordinator.run;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.start.GivenStarts;
import io.tributary.coordinator.store.Fence;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RunPlan;
import java.util.Optional;

/** The model that a run trains. One thread. */
final class RunModel {
    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;

    RunModel(PlannedRun run, Fence fence, RunServices services) {
        this.run = run;
        this.fence = fence;
        this.services = services;
    }

    /**
     * Makes the first version unless the model has one, holds the newest for this run, and deletes what a killed owner left.
     *
     * @throws IllegalStateException if the model has another layout, other classes or other inputs than the plan, or began with
     *         another start than the plan names
     */
    void ensure() {
        String model = run.plan().model();
        ModelRegistry registry = services.storage().registry();
        if (registry.newest(model).isEmpty()) {
            registry.genesis(fence, run.plan(), run.planHash(), initial());
        } else if (!newest().layout().equals(run.plan().layout())) {
            throw new IllegalStateException("model '" + model + "' is there with another layout; name another");
        } else if (!newest().modelSignature().equals(run.plan().modelSignature())) {
            throw new IllegalStateException("model '" + model + "' is there with other classes or inputs: "
                    + newest().modelSignature() + " where the plan has " + run.plan().modelSignature()
                    + "; give the plan the same, or name another model");
        }
        otherStart(registry, run.plan()).ifPresent(other -> {
            throw new IllegalStateException(other);
        });
        if (run.plan().spec().given().isPresent()) {
            new GivenStarts(services.storage().objects()).forget(model); // the version has them now
        }
        registry.retain(fence, model);
        registry.sweep(model);
    }

    /** What is wrong if the plan names a start and its model, which is there, began with another. */
    static Optional<String> otherStart(ModelRegistry registry, RunPlan plan) {
        String began = registry.manifest(plan.model(), 0).orElseThrow().manifest().sha256();
        return plan.spec().given().filter(start -> !start.equals(began))
                .map(start -> "model '" + plan.model() + "' is there and began with " + began
                        + ", where the plan names the start " + start
                        + "; leave the start out to go on with it, or train under another name");
    }

    private ModelSource initial() {
        return run.plan().spec().given().isPresent() ? new GivenStarts(services.storage().objects()).open(run.plan())
                : services.compute().initialModel().apply(run.plan());
    }

    /** The newest version. */
    ModelManifest newest() {
        return services.storage().registry().newest(run.plan().model()).orElseThrow().manifest();
    }
}
