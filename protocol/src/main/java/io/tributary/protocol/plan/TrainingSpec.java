package io.tributary.protocol.plan;

/**
 * What a device does with the model it received.
 *
 * @param epochs passes over its own data, 1..1000
 * @param batchSize examples a step, 1..65536
 * @param optimizer step rule
 * @param threads intra-op threads a model, 1..256: fixed because the bits of float sums depend on it (I10)
 */
public record TrainingSpec(int epochs, int batchSize, OptimizerSpec optimizer, int threads) {}
