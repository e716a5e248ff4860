package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;

/**
 * What to train.
 *
 * @param plan the owner's signed wishes: network, epochs, batch, optimizer, threads
 * @param round 1-based
 * @param model the received model, {@code plan.layout().size()} values; not to be changed
 * @param seed the only source of randomness allowed, from (run seed, device index, round)
 * @param memory what this device keeps of the run from round to round
 */
public record TrainingTask(RunPlan plan, int round, float[] model, long seed, DeviceMemory memory) {
    /** A task of a device without a memory. */
    public TrainingTask(RunPlan plan, int round, float[] model, long seed) {
        this(plan, round, model, seed, DeviceMemory.none());
    }
}
