package io.tributary.learning.djl;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.learning.method.MethodRound;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.util.Optional;

/**
 * What a training starts from beside the received model.
 *
 * @param placement where tensors stand
 * @param local values of those that stay on the device
 * @param rate learning rate of this round
 * @param method this round of the client method
 */
record Start(Placement placement, float[] local, double rate, MethodRound method) {
    static Start of(TrainingTask task, Placement placement, int examples) throws IOException, TrainingException {
        RunPlan plan = task.plan();
        double rate = plan.training().optimizer().learningRate()
                * plan.training().schedule().factor(task.round(), plan.rounds());
        float[] local = local(plan, placement, task.memory());
        if (local.length != placement.localSize()) {
            throw new TrainingException("the '" + DeviceMemory.LOCAL + "' that this device kept has " + local.length
                    + " values where the plan has " + placement.localSize());
        }
        return new Start(placement, local, rate, MethodRound.of(task, examples, rate));
    }

    /** What stays on a device, as it kept it; on one that is new to the run, the run's initial weights, the same on all devices. */
    static float[] local(RunPlan plan, Placement placement, DeviceMemory memory) throws IOException {
        if (placement.localSize() == 0) {
            return new float[0];
        }
        Optional<float[]> kept = memory.read(DeviceMemory.LOCAL);
        return kept.orElseGet(() -> placement.local(Architectures.initial(plan.spec(), plan.seed())));
    }

    /** Stages what the device keeps for its next round, and completes the update. */
    void finish(float[] update, float[] trainedLocal, DeviceMemory memory) throws IOException {
        method.finish(update, memory);
        if (placement.localSize() > 0) {
            memory.stage(DeviceMemory.LOCAL, trainedLocal);
        }
    }
}
