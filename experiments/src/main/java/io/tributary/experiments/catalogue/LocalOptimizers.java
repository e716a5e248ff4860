package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.OptimizerSpec.Adam;
import io.tributary.protocol.plan.OptimizerSpec.Sgd;
import java.util.List;
import java.util.Optional;

/** What devices train with. Adam's betas and epsilon are those that its paper proposes; the learning rate belongs to the task. */
final class LocalOptimizers {
    private static final String NEEDS = "nothing";
    private static final Setting RATE = Setting.above("learningRate", 0, 100, "step size; tune it");

    private static final Kind<OptimizerSpec> SGD = new Kind<>("sgd", "Stochastic gradient descent.", Optional.empty(),
            "no state; with momentum 1 value a parameter while a device trains", NEEDS,
            List.of(RATE, Setting.below("momentum", 0, 1, "how much of the past stays").or(0.0),
                    Setting.below("weightDecay", 0, 1, "this times a weight is added to its gradient").or(0.0)),
            "{ sgd: { learningRate: 0.1, momentum: 0.9, weightDecay: 0.0001 } }",
            values -> new Sgd(values.number("learningRate"), values.number("momentum"), values.number("weightDecay")));

    private static final Kind<OptimizerSpec> ADAM = new Kind<>("adam",
            "Steps adapted by running means of gradients and of their squares; afresh every round.",
            Optional.of(new Paper("Kingma and Ba 2015", "Adam: A Method for Stochastic Optimization", "ICLR")),
            "2 values a parameter while a device trains", NEEDS,
            List.of(RATE, Setting.below("beta1", 0, 1, "how much of the mean gradient of the past stays").or(0.9),
                    Setting.below("beta2", 0, 1, "how much of its square stays").or(0.999),
                    Setting.above("epsilon", 0, 1, "added to the root").or(1e-8)),
            "{ adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }",
            values -> new Adam(values.number("learningRate"), values.number("beta1"), values.number("beta2"),
                    values.number("epsilon")));

    static final Family<OptimizerSpec> ALL =
            new Family<>("optimizers of devices", "train.optimizer", List.of(SGD, ADAM));

    private LocalOptimizers() {}
}
