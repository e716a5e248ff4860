package io.tributary.extension;

import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.RunPlan;

/** 784 inputs, 7 hidden units, 10 classes. */
public final class ArchitectureCheck {
    private ArchitectureCheck() {}

    public static void check() throws Exception {
        RunPlan plan = Toys.plan("model.architecture=seven");
        int size = 784 * 7 + 7 + 7 * 10 + 10;
        Toys.require(plan.layout().size() == size, "the plan has " + plan.layout().size() + " values");
        Toys.require(Architectures.initial(plan).length == size, "initial values are missing");
    }
}
