package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.Schedule.Cosine;
import io.tributary.protocol.plan.Schedule.Exponential;
import io.tributary.protocol.plan.Schedule.Step;
import java.util.List;
import java.util.Optional;

/** What a learning rate is multiplied by, round by round. */
final class Schedules {
    private static final String COST = "nothing";
    private static final String NEEDS = "nothing";
    private static final Setting GAMMA = Setting.above("gamma", 0, 1, "the factor");

    private static final Kind<Schedule> CONSTANT =
            new Kind<>("constant", "Always 1.", Optional.empty(), COST, NEEDS, List.of(),
                    "constant", _ -> Schedule.CONSTANT);

    private static final Kind<Schedule> STEP = new Kind<>("step",
            "gamma to the power of the number of whole periods that have passed.", Optional.empty(), COST, NEEDS,
            List.of(Setting.whole("every", 1, 1_000_000, "rounds of a period"), GAMMA),
            "{ step: { every: 10, gamma: 0.5 } }",
            values -> new Step(values.whole("every"), values.number("gamma")));

    private static final Kind<Schedule> EXPONENTIAL =
            new Kind<>("exponential", "gamma once a round.", Optional.empty(), COST,
                    NEEDS, List.of(GAMMA), "{ exponential: { gamma: 0.98 } }",
                    values -> new Exponential(values.number("gamma")));

    private static final Kind<Schedule> COSINE = new Kind<>("cosine",
            "Half a cosine wave from 1 in the first round to floor in the last.",
            Optional.of(new Paper("Loshchilov and Hutter 2017",
                    "SGDR: Stochastic Gradient Descent with Warm Restarts", "ICLR")),
            COST, NEEDS, List.of(Setting.above("floor", 0, 1, "the last factor").or(0.01)),
            "{ cosine: { floor: 0.01 } }", values -> new Cosine(values.number("floor")));

    static final Family<Schedule> ALL = new Family<>("schedules of learning rates", "strategy.server.fedavg.schedule",
            List.of(CONSTANT, STEP, EXPONENTIAL, COSINE));

    private Schedules() {}
}
