package io.tributary.aggregation.sum;

/**
 * Values where they lie: those of {@code values} from {@code offset} on. Whoever gives a slice leaves the values as they are until the
 * chunk that they belong to has been worked off.
 */
public record Slice(float[] values, int offset) {}
