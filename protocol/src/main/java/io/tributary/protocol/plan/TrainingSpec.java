package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;

/**
 * What a device does with the model it received.
 *
 * @param epochs passes over its own data, 1..1000
 * @param batchSize examples a step, 1..65536
 * @param optimizer step rule
 * @param threads intra-op threads a model, 1..256: fixed because the bits of float sums depend on it (I10)
 */
public record TrainingSpec(int epochs, int batchSize, OptimizerSpec optimizer, int threads) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public TrainingSpec {
        Fields.within("epochs", epochs, 1, 1000);
        Fields.within("batchSize", batchSize, 1, 1 << 16);
        Fields.within("threads", threads, 1, 256);
    }
}
