package io.tributary.client.internal.model;

import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import java.util.function.Function;

/** The versions of a model that replace each other between calls. Swapped and closed by one thread. */
final class ServedModel implements EdgeModel {
    private final ServedBy by;
    private volatile ServedVersion current;

    ServedModel(HeldModel first, ModelDirectory directory, ServedBy by) {
        this.by = by;
        this.current = new ServedVersion(first, directory, by);
    }

    @Override
    public String name() {
        return manifest().model();
    }

    @Override
    public int version() {
        return manifest().version();
    }

    @Override
    public String sha256() {
        return manifest().sha256();
    }

    @Override
    public ModelSpec spec() {
        return current.held().plan().content().spec();
    }

    @Override
    public ModelSignature modelSignature() {
        return manifest().modelSignature();
    }

    @Override
    public float[] predict(float[] input) {
        return use(version -> version.predictor().predict(input));
    }

    @Override
    public Classification classify(float[] input) {
        return use(version -> version.classify(input));
    }

    @Override
    public float[] parameters() {
        return use(ServedVersion::parameters);
    }

    String run() {
        return manifest().origin().run();
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

    /** Called by the client's thread alone. */
    void swap(HeldModel next, ModelDirectory directory) {
        ServedVersion old = current;
        current = new ServedVersion(next, directory, by);
        old.supersede();
    }

    void close() {
        current.leave();
    }
}
