package io.tributary.protocol.plan;

import io.tributary.protocol.plan.OptimizerSpec.Sgd;

/** How far a device's local training goes in a round, in steps: what FedNova (Wang et al. 2020, section 4) normalises by. */
public final class LocalSteps {
    private LocalSteps() {}

    /** Steps that a device with so many examples takes: an epoch's last batch may be short. */
    public static long count(TrainingSpec training, int examples) {
        return (long) training.epochs() * ((examples - 1L) / training.batchSize() + 1);
    }

    /**
     * The norm |a|_1 of the weights with which a round's gradients enter an update, in units of the learning rate: the number of
     * steps for plain gradient descent, more with momentum. The same bits on every machine.
     *
     * @return at least 1
     * @throws IllegalArgumentException if the optimizer is not sgd: FedNova is defined for it alone
     */
    public static double norm(TrainingSpec training, int examples) {
        double momentum = training.optimizer().fold(Sgd::momentum, adam -> {
            throw new IllegalArgumentException("normalised steps need the optimizer sgd, not " + adam.kind());
        });
        double steps = count(training, examples);
        double fading = momentum * (1 - StrictMath.pow(momentum, steps)) / (1 - momentum);
        return (steps - fading) / (1 - momentum);
    }
}
