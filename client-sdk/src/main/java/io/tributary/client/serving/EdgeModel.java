package io.tributary.client.serving;

import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSpec;
import java.util.function.Function;

/**
 * A model served on the device: always the newest version whose signature and place in the lineage were verified (I6). Each call
 * is answered by one version from beginning to end; newer versions replace it between calls. Thread-safe.
 */
public final class EdgeModel {
    private final ServedBy by;
    private volatile ServedVersion current;

    EdgeModel(HeldModel first, ModelDirectory directory, ServedBy by) {
        this.by = by;
        this.current = new ServedVersion(first, directory, by);
    }

    /** Registry name. */
    public String name() {
        return manifest().model();
    }

    /** The version served, at least 0. */
    public int version() {
        return manifest().version();
    }

    /** Hex SHA-256 of {@link #parameters()} as little-endian float32. */
    public String sha256() {
        return manifest().sha256();
    }

    /** Which network it is. */
    public ModelSpec spec() {
        return current.held().plan().content().spec();
    }

    /**
     * Classifies one example; the first call for a version loads it.
     *
     * @param input one example, HWC order, the spec's input size
     * @return class probabilities, summing to 1
     * @throws IllegalStateException if the client has no predictor loader, or is closed
     * @throws AlteredModelException if the files were altered since they were verified
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public float[] predict(float[] input) {
        return use(version -> version.predictor().predict(input));
    }

    /**
     * The flat vector of the version served, read from disk and verified again.
     *
     * @throws IllegalStateException if the client is closed
     * @throws AlteredModelException if the files were altered since they were verified
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public float[] parameters() {
        return use(ServedVersion::parameters);
    }

    String run() {
        return manifest().run();
    }

    long created() {
        return manifest().created();
    }

    private <T> T use(Function<ServedVersion, T> call) {
        ServedVersion version = current;
        while (!version.enter()) {
            if (version == current) {
                throw new IllegalStateException("the client is closed, and its models with it");
            }
            version = current;
        }
        try {
            return call.apply(version);
        } finally {
            version.leave();
        }
    }

    private ModelManifest manifest() {
        return current.held().manifest().content();
    }

    /** By the client's thread alone. */
    void swap(HeldModel next, ModelDirectory directory) {
        ServedVersion old = current;
        current = new ServedVersion(next, directory, by);
        old.supersede();
    }

    void close() {
        current.leave();
    }
}
