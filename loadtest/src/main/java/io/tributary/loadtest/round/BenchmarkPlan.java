package io.tributary.loadtest.round;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/** A plan over one tensor of any size, for devices that do not train. */
public final class BenchmarkPlan {
    private static final int SECONDS = 120;

    private BenchmarkPlan() {}

    static RunPlan of(int values, int devices, int rounds) {
        return of(values, devices, rounds, SECONDS);
    }

    /** One in which every device takes part in every round, each of which may take so many seconds. */
    public static RunPlan of(int values, int devices, int rounds, int seconds) {
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("values", Role.TRAINABLE, List.of(values))));
        return RunPlan.builder().name("round-benchmark").model("echo")
                .spec(new ModelSpec("echo", List.of(1), 2, List.of())).layout(layout).rounds(rounds).seed(1)
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(1, 0), 1))
                .update(new UpdateSpec(1, 24, 1, devices))
                .round(new RoundSpec(devices, 1, devices, devices, devices, seconds, seconds)).build();
    }
}
