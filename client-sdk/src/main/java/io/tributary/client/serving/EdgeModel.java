package io.tributary.client.serving;

import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;

/**
 * A model served on the device: always the newest version whose signature and place in the lineage were verified (I6). Each call
 * is answered by one version from beginning to end; newer versions replace it between calls. Thread-safe.
 */
public interface EdgeModel {
    /** Registry name. */
    String name();

    /** The version served, at least 0. */
    int version();

    /** Hex SHA-256 of {@link #parameters()} as little-endian float32. */
    String sha256();

    /** Which network it is. */
    ModelSpec spec();

    /** Its classes by name, in the order of its outputs, and what its inputs mean; of the version served. */
    ModelSignature modelSignature();

    /**
     * Classifies one example; the first call for a version loads it.
     *
     * @param input one example, HWC order, the spec's input size
     * @return class probabilities, summing to 1
     * @throws IllegalStateException if the client has no predictor loader, or is closed
     * @throws AlteredModelException if the files were altered since they were verified
     * @throws java.io.UncheckedIOException if the disk fails
     */
    float[] predict(float[] input);

    /**
     * The most probable class of an example, by the name that the version which answered has for it.
     *
     * @param input as {@link #predict}
     * @throws IllegalStateException as {@link #predict}
     * @throws AlteredModelException as {@link #predict}
     * @throws java.io.UncheckedIOException if the disk fails
     */
    Classification classify(float[] input);

    /**
     * What a model says of an example.
     *
     * @param label the most probable class; of equal ones the first
     * @param index its place among the outputs
     * @param probability 0..1
     */
    record Classification(String label, int index, float probability) {}

    /**
     * The flat vector of the version served, read from disk and verified again.
     *
     * @throws IllegalStateException if the client is closed
     * @throws AlteredModelException if the files were altered since they were verified
     * @throws java.io.UncheckedIOException if the disk fails
     */
    float[] parameters();
}
