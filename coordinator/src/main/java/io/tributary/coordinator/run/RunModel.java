package io.tributary.coordinator.run;

import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.store.Fence;
import io.tributary.protocol.plan.ModelManifest;

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
     * @throws IllegalStateException if the model has another layout, other classes or other inputs than the plan
     */
    void ensure() {
        String model = run.plan().model();
        ModelRegistry registry = services.storage().registry();
        if (registry.newest(model).isEmpty()) {
            registry.genesis(fence, run.plan(), run.planHash(), services.compute().initialModel().apply(run.plan()));
        } else if (!newest().layout().equals(run.plan().layout())) {
            throw new IllegalStateException("model '" + model + "' is there with another layout; name another");
        } else if (!newest().modelSignature().equals(run.plan().modelSignature())) {
            throw new IllegalStateException("model '" + model + "' is there with other classes or inputs: "
                    + newest().modelSignature() + " where the plan has " + run.plan().modelSignature()
                    + "; give the plan the same, or name another model");
        }
        registry.retain(fence, model);
        registry.sweep(model);
    }

    /** The newest version. */
    ModelManifest newest() {
        return services.storage().registry().newest(run.plan().model()).orElseThrow().manifest();
    }
}
