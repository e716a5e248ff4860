package io.tributary.loadtest.learning;

import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/**
 * What is measured.
 *
 * @param architecture network, at its usual input and 10 classes
 * @param batch examples a step
 * @param optimizer step rule
 * @param steps steps a measurement
 * @param threads intra-op threads
 */
record StepCase(String architecture, int batch, OptimizerSpec optimizer, int steps, int threads) {
    static final int CLASSES = 10;
    static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.01, 0);
    static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.001, 0.9, 0.999, 1e-8);

    ModelSpec spec() {
        return new ModelSpec(architecture, Architectures.usualInput(architecture), CLASSES, List.of());
    }

    RunPlan plan() {
        return RunPlan.builder().name("step").model("step").spec(spec()).layout(Architectures.layout(spec())).rounds(1)
                .seed(1).training(new TrainingSpec(1, batch, optimizer, threads))
                .update(new UpdateSpec(10, 20, 1000, 10)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    String title() {
        return architecture + " batch " + batch + (optimizer instanceof OptimizerSpec.Adam ? " adam" : " sgd");
    }
}
