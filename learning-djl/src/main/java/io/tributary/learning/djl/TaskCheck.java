package io.tributary.learning.djl;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.RunPlan;

/** Declines tasks that cannot be trained, before any native memory is taken. */
final class TaskCheck {
    private final RunPlan plan;
    private final TrainingTask task;
    private final Examples examples;

    TaskCheck(TrainingTask task, Examples examples) {
        this.task = task;
        this.examples = examples;
        plan = task.plan();
    }

    /** Where the plan's tensors stand. */
    Placement run() throws TrainingException {
        Placement placement = place(plan);
        require(task.model().length == plan.layout().size(), "the model has " + task.model().length
                + " values where its layout has " + plan.layout().size());
        require(examples.size() >= 1, "the device has no examples; at least 1 is needed");
        requireLabels(plan.spec().classes());
        return placement;
    }

    /** Where a plan's tensors stand, or why this engine does not know its network. */
    static Placement place(RunPlan plan) throws TrainingException {
        try {
            return PlannedNetwork.placement(plan);
        } catch (IllegalArgumentException unknown) {
            throw new TrainingException("plan '" + plan.name() + "': " + unknown.getMessage(), unknown);
        }
    }

    private void requireLabels(int classes) throws TrainingException {
        for (int i = 0; i < examples.size(); i++) {
            int label = examples.label(i);
            require(label >= 0 && label < classes,
                    "example " + i + " has class " + label + ", but the network knows 0.." + (classes - 1));
        }
    }

    private void require(boolean holds, String message) throws TrainingException {
        if (!holds) {
            throw new TrainingException("plan '" + plan.name() + "': " + message);
        }
    }
}
