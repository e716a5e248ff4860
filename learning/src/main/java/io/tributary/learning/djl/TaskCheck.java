package io.tributary.learning.djl;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
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

    void run() throws TrainingException {
        requireLayout();
        require(examples.size() >= 1, "the device has no examples; at least 1 is needed");
        requireLabels(plan.spec().classes());
    }

    private void requireLayout() throws TrainingException {
        try {
            boolean same = Architectures.layout(plan.spec()).equals(plan.layout());
            require(same, "the plan's layout is not that of its architecture '" + plan.spec().architecture() + "'");
        } catch (IllegalArgumentException unknown) {
            throw new TrainingException("plan '" + plan.name() + "': " + unknown.getMessage(), unknown);
        }
        require(task.model().length == plan.layout().size(), "the model has " + task.model().length
                + " values where its layout has " + plan.layout().size());
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
