package io.tributary.experiments.catalogue;

import io.tributary.aggregation.optimizer.ServerOptimizerPlugIn;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAdagrad;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAdam;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAvg;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAvgM;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedYogi;
import io.tributary.protocol.plan.ServerOptimizerSpec.PlugInServer;
import java.util.List;
import java.util.Optional;

/**
 * The server optimizers. Betas and tau have the values that Reddi et al. 2021 keep in all their experiments (section 5); the
 * learning rate they tune for each task (appendix, table 8), so that 0.01 is a place to begin.
 */
final class Servers {
    private static final Paper REDDI = new Paper("Reddi et al. 2021", "Adaptive Federated Optimization", "ICLR");
    private static final String NO_NEED = "nothing";
    private static final Setting RATE = Setting.above("learningRate", 0, 1e6, "step size; tune it").or(0.01);
    private static final Setting BETA1 =
            Setting.below("beta1", 0, 1, "how much of the mean update of the past stays").or(0.9);
    private static final Setting BETA2 = Setting.below("beta2", 0, 1, "how much of its square stays").or(0.99);
    private static final Setting TAU = Setting.above("tau", 0, 1e6, "added to the root: the larger, the less adaptive")
            .or(0.001);
    private static final Setting SCHEDULE = Setting.part("schedule", Schedules.ALL, "of the step size, by rounds")
            .or("constant", Schedule.CONSTANT);

    private static final Kind<ServerOptimizerSpec> FED_AVG = new Kind<>("fedavg",
            "The model moves by the aggregated update, times the step size.",
            Optional.of(new Paper("McMahan et al. 2017",
                    "Communication-Efficient Learning of Deep Networks from Decentralized Data",
                    "AISTATS")),
            "no state", NO_NEED, List.of(RATE.or(1.0), SCHEDULE),
            "{ fedavg: { learningRate: 1, schedule: constant } }",
            values -> new FedAvg(rate(values), schedule(values)));

    private static final Kind<ServerOptimizerSpec> FED_AVG_M = new Kind<>("fedavgm",
            "Heavy-ball momentum over rounds.",
            Optional.of(new Paper("Hsu et al. 2019",
                    "Measuring the Effects of Non-Identical Data Distribution for Federated Visual Classification",
                    "arXiv 1909.06335")),
            "1 value of state a parameter", NO_NEED,
            List.of(RATE.or(1.0), Setting.below("momentum", 0, 1, "how much of the past stays").or(0.9), SCHEDULE),
            "{ fedavgm: { learningRate: 1, momentum: 0.9, schedule: constant } }",
            values -> new FedAvgM(rate(values), values.number("momentum"), schedule(values)));

    private static final Kind<ServerOptimizerSpec> FED_ADAGRAD = new Kind<>("fedadagrad",
            "Steps adapted by the sum of squares: they only ever shrink.", Optional.of(REDDI),
            "2 values of state a parameter", NO_NEED,
            List.of(RATE, BETA1.or(0.0), TAU, SCHEDULE),
            "{ fedadagrad: { learningRate: 0.01, beta1: 0, tau: 0.001, schedule: { step: { every: 10, gamma: 0.5 } } } }",
            values -> new FedAdagrad(rate(values), values.number("beta1"), values.number("tau"), schedule(values)));

    private static final Kind<ServerOptimizerSpec> FED_ADAM = new Kind<>("fedadam",
            "Steps adapted by a running mean of squares.", Optional.of(REDDI), "2 values of state a parameter", NO_NEED,
            List.of(RATE, BETA1, BETA2, TAU, SCHEDULE),
            "{ fedadam: { learningRate: 0.01, beta1: 0.9, beta2: 0.99, tau: 0.001, schedule: { cosine: { floor: 0.01 } } } }",
            values -> new FedAdam(rate(values), values.number("beta1"), values.number("beta2"), values.number("tau"),
                    schedule(values)));

    private static final Kind<ServerOptimizerSpec> FED_YOGI = new Kind<>("fedyogi",
            "As fedadam, with squares that are forgotten more slowly.", Optional.of(REDDI),
            "2 values of state a parameter", NO_NEED,
            List.of(RATE, BETA1, BETA2, TAU, SCHEDULE),
            "{ fedyogi: { learningRate: 0.01, beta1: 0.9, beta2: 0.99, tau: 0.001, schedule: { exponential: { gamma: 0.98 } } } }",
            values -> new FedYogi(rate(values), values.number("beta1"), values.number("beta2"), values.number("tau"),
                    schedule(values)));

    static final Family<ServerOptimizerSpec> ALL = new Family<>("server optimizers", "strategy.server",
            List.of(FED_AVG, FED_AVG_M, FED_ADAGRAD, FED_ADAM, FED_YOGI));

    private Servers() {}

    /** All of them, with the plug-ins that are here. */
    static Family<ServerOptimizerSpec> all() {
        return new PlugInKinds<ServerOptimizerPlugIn, ServerOptimizerSpec>(ALL, List.of(RATE, SCHEDULE),
                "as many values of state a parameter as it keeps",
                (_, spec, values) -> new PlugInServer(spec, rate(values), schedule(values)))
                .with(ServerOptimizers.plugIns());
    }

    private static double rate(Values values) {
        return values.number("learningRate");
    }

    private static Schedule schedule(Values values) {
        return values.part("schedule", Schedule.class);
    }
}
