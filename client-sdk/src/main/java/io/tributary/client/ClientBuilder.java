package io.tributary.client;

import static io.tributary.client.ClientSettings.given;

import io.tributary.client.eligibility.DeviceConditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.session.Pause;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.Ids;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * Settings of a {@link FederatedClient}: coordinator, device, and a trainer or examples are needed, the rest has defaults. A setting that is
 * given as null is refused with {@link IllegalArgumentException}. One thread.
 */
public final class ClientBuilder {
    private final ClientSettings settings = new ClientSettings();

    ClientBuilder() {}

    /** Where the coordinator is: {@code https://host[:port]}, or plain {@code http} on loopback. */
    public ClientBuilder coordinator(URI coordinator) {
        settings.coordinators = List.of(given("coordinator", coordinator));
        return this;
    }

    /**
     * Where members of the coordinator are, as {@link #coordinator} has one. The device calls at one of them, and at those that it is told
     * of from then on; these are asked again when all of those fail.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ClientBuilder coordinators(List<URI> members) {
        settings.coordinators = List.copyOf(given("coordinators", members));
        if (settings.coordinators.isEmpty()) {
            throw new IllegalArgumentException(
                    "FederatedClient.builder().coordinators(...): give at least one address");
        }
        return this;
    }

    /**
     * The authority of the coordinator's TLS certificate, a PEM file such as the {@code ca.pem} that {@code ./tributary certs}
     * makes. It is pinned: no other certificate is trusted, not even one of the JVM's trust store. Default:
     * {@value TlsFiles#AUTHORITY} in the folder that {@link #trust(Path)} names; where there is none, the JVM's trust store. The host's name is
     * verified in any case.
     */
    public ClientBuilder authority(Path pem) {
        settings.tls = settings.tls.pinning(given("authority", pem));
        return this;
    }

    /**
     * The certificate that the client shows to a coordinator which asks for one (mTLS), and its key, PEM files. It opens the
     * connection and no more: who the device is follows from its identity key. Default: none.
     */
    public ClientBuilder clientCertificate(Path pem, Path key) {
        settings.tls = settings.tls.showing(given("clientCertificate", pem), given("clientCertificate", key));
        return this;
    }

    /** The id wanted at enrolment, 1..64 of a-z, 0-9 and '-'. */
    public ClientBuilder device(String device) {
        settings.device = given("device", device);
        return this;
    }

    /**
     * The one-time token that an operator made for this device; needed until it is enrolled. A token of {@code ./tributary devices recover}
     * gives an enrolled device another key, once: copies of its directory are out from then on. Default: none is shown.
     *
     * @throws IllegalArgumentException if it is null, empty or holds more than printable ASCII without spaces
     */
    public ClientBuilder enrolmentToken(String enrolmentToken) {
        settings.enrolmentToken =
                Optional.of(BearerToken.require("enrolmentToken", given("enrolmentToken", enrolmentToken)));
        return this;
    }

    /**
     * The device's place in the population, at least 0: what it draws depends on this, the run seed and the round alone (I10).
     * Default 0.
     */
    public ClientBuilder deviceIndex(int deviceIndex) {
        settings.deviceIndex = deviceIndex;
        return this;
    }

    /** The device's own key. Default: {@code identity.key} in the directory, made at first use, readable by its owner alone. */
    public ClientBuilder identity(SigningKey identity) {
        settings.identity = Optional.of(given("identity", identity));
        return this;
    }

    /** The pinned key that signs plans. Default: {@code trust.json} in the directory. */
    public ClientBuilder ownerKey(VerifyingKey ownerKey) {
        settings.ownerKey = Optional.of(given("ownerKey", ownerKey));
        return this;
    }

    /**
     * The pinned root of the coordinator, which signs the keys that sign offers, manifests, receipts and certificates; hand-overs of it are
     * followed. Default: {@code trust.json} in the directory.
     */
    public ClientBuilder coordinatorKey(VerifyingKey coordinatorKey) {
        settings.coordinatorKeys = Optional.of(KeyChain.pinned(given("coordinatorKey", coordinatorKey)));
        return this;
    }

    /**
     * The pinned keys of both, as a file of that name elsewhere has them. Default: the one in the directory.
     *
     * @throws IllegalArgumentException if its key sets do not follow from the pinned root
     */
    public ClientBuilder trust(TrustFile trust) {
        settings.coordinatorKeys = Optional.of(ClientSettings.chain(given("trust", trust)));
        return ownerKey(trust.owner());
    }

    /**
     * A copy of the coordinator's folder {@code trust}: its {@code trust.json} has the keys that are not set here, and its {@code ca.pem},
     * if it has one, is the {@link #authority} of addresses with {@code https} unless another one is named. Default: the directory.
     */
    public ClientBuilder trust(Path folder) {
        settings.trust = Optional.of(given("trust", folder));
        return this;
    }

    /** Trains on the device's own data. Default: the engine on the class path, on {@link #examples}. */
    public ClientBuilder trainer(LocalTrainer trainer) {
        settings.trainer = given("trainer", trainer);
        return this;
    }

    /**
     * The device's own examples, for a device without a trainer of its own: the engine on the class path trains on them, which is
     * {@code io.tributary:tributary-learning-djl} or another {@link LearningEngine}.
     *
     * @param data what their classes 0, 1, ... are called and what their values mean, as {@link #data}
     */
    public ClientBuilder examples(Examples examples, DataSignature data) {
        return examples(new GivenExamples(given("examples", examples), given("examples", data)));
    }

    /**
     * The same of examples that say themselves what they are, in the shape that each model takes, such as {@link io.tributary.learning.device.ExampleFiles#fromFolder}. What does
     * not fit a plan is declined before its model is fetched.
     */
    public ClientBuilder examples(DeviceExamples examples) {
        settings.examples = given("examples", examples);
        return data(examples::signature);
    }

    /**
     * What the device's data is: a plan whose model does not know one of its labels, or takes inputs of another meaning, is declined
     * before its model is fetched. A trainer finds the index of a label by {@code task.plan().modelSignature()}. Default: nothing is
     * compared, and the trainer knows what a plan is for.
     */
    public ClientBuilder data(DataSignature data) {
        DataSignature same = given("data", data);
        return data(model -> same);
    }

    /** The same for data that can be given in several forms, such as pictures in grey or in colour: what it is for a model. */
    public ClientBuilder data(Function<ModelSignature, DataSignature> data) {
        settings.data = Optional.of(given("data", data));
        return this;
    }

    /**
     * The models, by registry name, whose runs the device takes part in, one after the other. The coordinator is told and draws it for no
     * other; a round of another model that is offered all the same is declined before anything of it is fetched, and a model that another
     * run made is not fetched either. Default: every model.
     *
     * @param models 1..32
     * @throws IllegalArgumentException if there are none or too many, or one may not be such a name
     */
    public ClientBuilder models(String... models) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String model : given("models", models)) {
            wanted.add(Ids.model(given("models", model)));
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("FederatedClient.builder().models(): give at least one name, or leave"
                    + " the setting out for every model");
        }
        if (wanted.size() > DeviceMessage.CheckIn.MOST_MODELS) {
            throw new IllegalArgumentException("FederatedClient.builder().models(): give at most "
                    + DeviceMessage.CheckIn.MOST_MODELS + " names, not " + wanted.size());
        }
        settings.models = Collections.unmodifiableSet(wanted);
        return this;
    }

    /** Loads models for prediction. Default: the engine on the class path does; without one, the client trains only. */
    public ClientBuilder predictorLoader(PredictorLoader predictorLoader) {
        settings.predictorLoader = Optional.of(given("predictorLoader", predictorLoader));
        return this;
    }

    /** Where the device keeps its state, for itself alone. Default: {@code .tributary/<device>}. */
    public ClientBuilder directory(Path directory) {
        settings.directory = Optional.of(given("directory", directory));
        return this;
    }

    /** Tells what conditions the device is in. Default: {@link DeviceConditions}, which measures storage alone. */
    public ClientBuilder conditions(EligibilityProvider conditions) {
        settings.conditions = Optional.of(given("conditions", conditions));
        return this;
    }

    /** Under which conditions the device takes part. Default: {@link EligibilityPolicy#DEFAULT}. */
    public ClientBuilder eligibility(EligibilityPolicy policy) {
        settings.policy = given("eligibility", policy);
        return this;
    }

    /** What training may use at most. Default: {@link LocalLimits#NONE}; the coordinator is told what the machine has. */
    public ClientBuilder limits(LocalLimits limits) {
        settings.limits = given("limits", limits);
        return this;
    }

    /** A Vert.x instance to share; it stays open. Default: a small one of the client's own. */
    public ClientBuilder vertx(Vertx vertx) {
        settings.vertx = Optional.of(given("vertx", vertx));
        return this;
    }

    /**
     * Makes the client's own thread, which waits most of the time. Virtual threads ({@code Thread.ofVirtual().factory()}, Java 21) suit a
     * process of many clients: a thread that waits takes 100 kB, and a virtual one 3 kB. The application's code is called on platform
     * threads in any case. Default: platform threads.
     */
    public ClientBuilder threads(ThreadFactory threads) {
        settings.threads = given("threads", threads);
        return this;
    }

    /**
     * Ends the client when the runs have ended and the final model, if one was made, is verified and served, as in an experiment. Default: it stays for the
     * next run until it is closed.
     */
    public ClientBuilder endsWithRuns() {
        settings.endsWithRuns = true;
        return this;
    }

    /** Is told of every step. Default: none. */
    public ClientBuilder listener(ClientListener listener) {
        settings.listener = given("listener", listener);
        return this;
    }

    /** Is called on the client's own thread, and may end it: for tests of sudden ends. */
    ClientBuilder unguarded(ClientListener test) {
        settings.unguarded = test;
        return this;
    }

    /** What the device takes for the time, for simulations; it must not differ from the coordinator's by minutes. Default: the system's clock. */
    public ClientBuilder clock(InstantSource clock) {
        settings.timing = settings.timing.withClock(given("clock", clock));
        return this;
    }

    /** A clock that may be set while time passes. */
    ClientBuilder clock(InstantSource clock, InstantSource passing) {
        settings.timing = settings.timing.withClock(clock, passing);
        return this;
    }

    ClientBuilder pause(Pause fake) {
        settings.timing = settings.timing.withPause(fake);
        return this;
    }

    /**
     * Opens the directory, verifies the model kept in it (0.3 s for 100 MB), and connects to nothing yet.
     *
     * @throws IllegalArgumentException if a setting is missing or out of range
     * @throws IllegalStateException if the JVM lacks a flag that Arrow needs, there is no engine to train on the examples, or
     *     there are several engines; the message says what to do
     * @throws io.tributary.secureagg.tls.PemException if a TLS file is missing or is not what it must be
     * @throws IOException if the directory cannot be used, is used by another client, or holds a key or trust file that is none
     */
    public FederatedClient build() throws IOException {
        return new ClientAssembly(settings).build();
    }
}
