package io.tributary.learning.djl;

import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/** Plans and tasks for tests. */
public final class Tasks {
    /** Rounds of the plans. */
    public static final int ROUNDS = 10;

    private Tasks() {}

    /** Plain descent. */
    public static OptimizerSpec sgd(double rate) {
        return new OptimizerSpec.Sgd(rate, 0);
    }

    /** A network without hidden widths. */
    public static ModelSpec spec(String architecture, int height, int width, int channels, int classes) {
        return new ModelSpec(architecture, List.of(height, width, channels), classes, List.of());
    }

    /** A plan around a network and what devices do. */
    public static RunPlan plan(ModelSpec spec, TrainingSpec training) {
        Weighting weighting =
                training.method() instanceof ClientMethod.FedDyn ? Weighting.UNIFORM : Weighting.EXAMPLES;
        return RunPlan.builder().name("test").model("test").spec(spec).layout(Architectures.layout(spec, training))
                .rounds(ROUNDS).seed(1).training(training).update(new UpdateSpec(10, 20, 1000, 10))
                .round(new RoundSpec(1, 1, 1, 1, 1, 60, 60))
                .strategy(new StrategySpec(StrategySpec.FEDAVG.rule(), StrategySpec.FEDAVG.server(), weighting))
                .build();
    }

    /** Training of a network by plain descent with a method against drift. */
    public static TrainingSpec training(int epochs, int batchSize, OptimizerSpec optimizer, ClientMethod method) {
        return TrainingSpec.builder().epochs(epochs).batchSize(batchSize).optimizer(optimizer).method(method).build();
    }

    /** Training of a network some of whose tensors stay on the device or as they are. */
    public static TrainingSpec training(int epochs, int batchSize, OptimizerSpec optimizer, List<String> local,
            List<String> frozen) {
        return TrainingSpec.builder().epochs(epochs).batchSize(batchSize).optimizer(optimizer).local(local)
                .frozen(frozen).build();
    }

    /** A task that starts from the initial weights of seed 7. */
    public static TrainingTask task(ModelSpec spec, TrainingSpec training, long seed) {
        return new TrainingTask(plan(spec, training), 1, Architectures.initial(spec, 7), seed);
    }
}
