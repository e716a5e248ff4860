package io.tributary.extension;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.method.MethodRound;
import io.tributary.protocol.plan.RunPlan;

/** Half of 6 is 3. */
public final class ClientMethodCheck {
    private ClientMethodCheck() {}

    public static void check() throws Exception {
        RunPlan plan = Toys.plan("train.method=halved");
        TrainingTask task = new TrainingTask(plan, 1, new float[plan.layout().size()], 1);
        float[] update = {6};
        MethodRound.of(task, 10, 0.1).finish(update, DeviceMemory.none());
        Toys.require(update[0] == 3, "the update is " + update[0]);
    }
}
