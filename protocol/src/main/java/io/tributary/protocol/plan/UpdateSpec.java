package io.tributary.protocol.plan;

/**
 * What an update may look like, so that the exact integer sum cannot overflow (I3):
 * {@code maxUpdates * maxWeight * bound * 2^scaleBits < 2^62}.
 *
 * @param bound largest |delta| of one value, above 0
 * @param scaleBits s of the fixed point {@code rint(weight * delta * 2^s)}, 0..52
 * @param maxWeight largest weight of one update (weight = number of examples), 1..2^29
 * @param maxUpdates largest number of updates in one sum, at least 1
 */
public record UpdateSpec(double bound, int scaleBits, int maxWeight, int maxUpdates) {}
