package io.tributary.spring;

import io.tributary.client.FederatedClient;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import java.util.Optional;

/** The model of a client as a bean that is there before the model is. Thread-safe. */
final class ServedModel implements EdgeModel {
    private final FederatedClient client;
    private final Optional<String> name;

    ServedModel(FederatedClient client, Optional<String> name) {
        this.client = client;
        this.name = name;
    }

    private EdgeModel served() {
        return name.map(client::model).orElseGet(client::model).orElseThrow(() -> new IllegalStateException(
                "the device has no model yet: it comes with the first round, or when a run has ended"));
    }

    @Override
    public String name() {
        return served().name();
    }

    @Override
    public int version() {
        return served().version();
    }

    @Override
    public String sha256() {
        return served().sha256();
    }

    @Override
    public ModelSpec spec() {
        return served().spec();
    }

    @Override
    public ModelSignature modelSignature() {
        return served().modelSignature();
    }

    @Override
    public float[] predict(float[] input) {
        return served().predict(input);
    }

    @Override
    public Classification classify(float[] input) {
        return served().classify(input);
    }

    @Override
    public float[] parameters() {
        return served().parameters();
    }
}
