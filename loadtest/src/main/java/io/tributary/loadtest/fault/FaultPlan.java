package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.KnownUpdates;
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

/**
 * A small plan, so that a scenario is about faults.
 *
 * @param values length of the model
 * @param rounds of the run
 * @param round how rounds are filled and closed
 */
public record FaultPlan(int values, int rounds, RoundSpec round) {
    /** The model of its runs. */
    public static final String MODEL = "faults";
    static final int SCALE_BITS = 24;
    static final int BOUND = 1;
    private static final int MOST_UPDATES = 10_000;

    /** Asks four of five devices, waits for nine of ten of them, and makes do with half. */
    public static FaultPlan overSelecting(int values, int devices, int rounds, int deadlineSeconds) {
        int cohort = Math.max(1, devices * 4 / 5);
        return new FaultPlan(values, rounds, new RoundSpec(cohort, 1, Math.max(1, cohort * 9 / 10),
                Math.max(1, cohort / 2), Math.max(cohort, devices * 9 / 10), deadlineSeconds, deadlineSeconds));
    }

    /** Asks all devices and waits for all of them, and makes do with one. */
    public static FaultPlan all(int values, int devices, int rounds, int deadlineSeconds) {
        return new FaultPlan(values, rounds,
                new RoundSpec(devices, 1, devices, 1, devices, deadlineSeconds, deadlineSeconds));
    }

    /** The plan of a run. */
    public RunPlan plan() {
        return plan(MODEL);
    }

    /** The same of another model. */
    public RunPlan plan(String model) {
        return RunPlan.builder().name(model).model(model).spec(new ModelSpec(model, List.of(1), 2, List.of()))
                .layout(new ParameterLayout(List.of(new Parameter("values", Role.TRAINABLE, List.of(values)))))
                .rounds(rounds).seed(1).training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(1, 0), 1))
                .update(new UpdateSpec(BOUND, SCALE_BITS, KnownUpdates.MAX_WEIGHT, MOST_UPDATES)).round(round).build();
    }
}
