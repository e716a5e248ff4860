package io.tributary.learning;

/** Labelled examples, in memory or decoded on demand. Thread-safe for reads. */
public interface Examples {
    /** How many, at least 1. */
    int size();

    /** Class of an example, 0..classes-1. */
    int label(int index);

    /** Writes an example as float32 in HWC order, 0..1, from {@code offset} on. */
    void read(int index, float[] into, int offset);
}
