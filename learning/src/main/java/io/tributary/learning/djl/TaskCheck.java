package io.tributary.learning.djl;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;

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
        TrainingSpec training = plan.training();
        require(training.epochs() >= 1 && training.batchSize() >= 1 && training.threads() >= 1,
                "epochs, batch size and threads must be at least 1, found " + training);
        requireOptimizer(training.optimizer());
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

    private void requireOptimizer(OptimizerSpec optimizer) throws TrainingException {
        require(optimizer.learningRate() > 0 && Double.isFinite(optimizer.learningRate()),
                "the learning rate must be above 0, found " + optimizer);
        if (optimizer instanceof OptimizerSpec.Adam adam) {
            require(fraction(adam.beta1()) && fraction(adam.beta2()) && adam.epsilon() > 0,
                    "Adam's betas must be in [0, 1) and its epsilon above 0, found " + adam);
        } else if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            require(fraction(sgd.momentum()), "the momentum must be in [0, 1), found " + sgd);
        }
    }

    private static boolean fraction(double value) {
        return value >= 0 && value < 1;
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
