package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;

/**
 * What to train.
 *
 * @param plan the owner's signed wishes: network, epochs, batch, optimizer, threads
 * @param round 1-based
 * @param model the received model, {@code plan.layout().size()} values; not to be changed
 * @param seed the only source of randomness allowed, from (run seed, device index, round)
 */
public record TrainingTask(RunPlan plan, int round, float[] model, long seed) {}
