package io.tributary.coordinator;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/** Plans for tests: a flat model of two chunks, the second one short. */
public final class Plans {
    /** Values of the model: one full chunk and a short one. */
    public static final int VALUES = (1 << 16) + 10;
    /** Largest magnitude of an update's value. */
    public static final double BOUND = 4;
    /** Largest weight. */
    public static final int MAX_WEIGHT = 1000;

    private Plans() {}

    /** Every device of a cohort reports, and no more devices are needed than those. */
    public static RunPlan closeAll(int cohort, int rounds) {
        return plan(new RoundSpec(cohort, 1, cohort, 1, cohort, 3600, 3600), rounds);
    }

    /** Rounds of this kind. */
    public static RunPlan plan(RoundSpec round, int rounds) {
        return plan(round, rounds, VALUES);
    }

    /** The same plan with another strategy. */
    public static RunPlan with(StrategySpec strategy, RunPlan plan) {
        return plan.toBuilder().strategy(strategy).build();
    }

    /** The mean, by which FedAdam moves the model. */
    public static StrategySpec fedAdam() {
        return new StrategySpec(new RuleSpec.Mean(),
                new ServerOptimizerSpec.FedAdam(0.1, 0.9, 0.99, 1e-3, new Schedule.Exponential(0.9)),
                StrategySpec.Weighting.EXAMPLES);
    }

    /** Rounds of this kind for a model of this size. */
    public static RunPlan plan(RoundSpec round, int rounds, int values) {
        ParameterLayout layout = new ParameterLayout(
                List.of(new Parameter("w", Parameter.Role.TRAINABLE, List.of(values))));
        return RunPlan.builder().name("test").model("test-model")
                .spec(new ModelSpec("linear", List.of(8, 8, 1), 2, List.of())).layout(layout).rounds(rounds).seed(42)
                .training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(BOUND, 20, MAX_WEIGHT, 100)).round(round).build();
    }
}
