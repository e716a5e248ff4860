package io.tributary.learning.architecture;

import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/** Networks, and plans around them. */
final class TestPlans {
    static final OptimizerSpec SGD = new OptimizerSpec.Sgd(1, 0);

    private TestPlans() {}

    /** A network without hidden widths. */
    static ModelSpec spec(String architecture, int height, int width, int channels, int classes) {
        return new ModelSpec(architecture, List.of(height, width, channels), classes, List.of());
    }

    /** A plan of one round. */
    static RunPlan plan(ModelSpec spec, TrainingSpec training) {
        return RunPlan.builder().name("test").model("test").spec(spec).layout(Architectures.layout(spec, training))
                .rounds(1).seed(1).training(training).update(new UpdateSpec(10, 20, 1000, 10))
                .round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }
}
