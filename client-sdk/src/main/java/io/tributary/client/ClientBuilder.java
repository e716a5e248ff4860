package io.tributary.client;

import io.tributary.client.eligibility.DeviceConditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.loop.LoopSettings;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.model.ServedBy;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Pause;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.TrustFile;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.PredictorLoader;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FederatedClient}: coordinator, device and trainer are needed, the rest has defaults. One thread. */
public final class ClientBuilder {
    private static final String IDENTITY = "identity.key";
    private @Nullable URI coordinator;
    private @Nullable String device;
    private int deviceIndex;
    private Optional<String> enrolmentToken = Optional.empty();
    private Optional<SigningKey> identity = Optional.empty();
    private Optional<VerifyingKey> ownerKey = Optional.empty();
    private Optional<VerifyingKey> coordinatorKey = Optional.empty();
    private TlsFiles tls = TlsFiles.NONE;
    private @Nullable LocalTrainer trainer;
    private Optional<PredictorLoader> predictorLoader = Optional.empty();
    private Optional<Path> directory = Optional.empty();
    private Optional<Vertx> vertx = Optional.empty();
    private Optional<EligibilityProvider> conditions = Optional.empty();
    private EligibilityPolicy policy = EligibilityPolicy.DEFAULT;
    private LocalLimits limits = LocalLimits.NONE;
    private ClientListener listener = ClientListener.NONE;
    private InstantSource clock = InstantSource.system();
    private Pause pause = time -> TimeUnit.MILLISECONDS.sleep(time.toMillis());

    ClientBuilder() {}

    /** Where the coordinator is: {@code https://host[:port]}, or plain {@code http} on loopback. */
    public ClientBuilder coordinator(URI coordinator) {
        this.coordinator = coordinator;
        return this;
    }

    /**
     * The authority of the coordinator's TLS certificate, a PEM file such as the {@code ca.pem} that {@code ./tributary certs}
     * makes. It is pinned: nobody else's certificates are believed, not even those of the JVM's trust store. Default: the JVM's
     * trust store. The host's name is verified in any case.
     */
    public ClientBuilder authority(Path pem) {
        this.tls = tls.pinning(pem);
        return this;
    }

    /**
     * The certificate that the client shows to a coordinator which asks for one (mTLS), and its key, PEM files. It opens the
     * connection and no more: who the device is follows from its identity key. Default: none.
     */
    public ClientBuilder clientCertificate(Path pem, Path key) {
        this.tls = tls.showing(pem, key);
        return this;
    }

    /** The id wanted at enrolment, 1..64 of a-z, 0-9 and '-'. */
    public ClientBuilder device(String device) {
        this.device = device;
        return this;
    }

    /** The one-time token that an operator made for this device; needed until it is enrolled. Default: none is shown. */
    public ClientBuilder enrolmentToken(String enrolmentToken) {
        this.enrolmentToken = Optional.of(enrolmentToken);
        return this;
    }

    /**
     * The device's place in the population, at least 0: what it draws depends on this, the run seed and the round alone (I10).
     * Default 0.
     */
    public ClientBuilder deviceIndex(int deviceIndex) {
        this.deviceIndex = deviceIndex;
        return this;
    }

    /** The device's own key. Default: {@code identity.key} in the directory, made at first use, readable by its owner alone. */
    public ClientBuilder identity(SigningKey identity) {
        this.identity = Optional.of(identity);
        return this;
    }

    /** The pinned key that signs plans. Default: {@code trust.json} in the directory. */
    public ClientBuilder ownerKey(VerifyingKey ownerKey) {
        this.ownerKey = Optional.of(ownerKey);
        return this;
    }

    /** The pinned key that signs offers, manifests and certificates. Default: {@code trust.json} in the directory. */
    public ClientBuilder coordinatorKey(VerifyingKey coordinatorKey) {
        this.coordinatorKey = Optional.of(coordinatorKey);
        return this;
    }

    /** Trains on the device's own data. */
    public ClientBuilder trainer(LocalTrainer trainer) {
        this.trainer = trainer;
        return this;
    }

    /** Loads models for prediction. Default: none, the client trains only. */
    public ClientBuilder predictorLoader(PredictorLoader predictorLoader) {
        this.predictorLoader = Optional.of(predictorLoader);
        return this;
    }

    /** Where the device keeps its state, for itself alone. Default: {@code .tributary/<device>}. */
    public ClientBuilder directory(Path directory) {
        this.directory = Optional.of(directory);
        return this;
    }

    /** Tells what conditions the device is in. Default: {@link DeviceConditions}, which knows of storage alone. */
    public ClientBuilder conditions(EligibilityProvider conditions) {
        this.conditions = Optional.of(conditions);
        return this;
    }

    /** Under which conditions the device takes part. Default: {@link EligibilityPolicy#DEFAULT}. */
    public ClientBuilder eligibility(EligibilityPolicy policy) {
        this.policy = policy;
        return this;
    }

    /** What training may use at most. Default: {@link LocalLimits#NONE}; the coordinator is told what the machine has. */
    public ClientBuilder limits(LocalLimits limits) {
        this.limits = limits;
        return this;
    }

    /** A Vert.x instance to share; it stays open. Default: a small one of the client's own. */
    public ClientBuilder vertx(Vertx vertx) {
        this.vertx = Optional.of(vertx);
        return this;
    }

    /** Hears every step. Default: nobody does. */
    public ClientBuilder listener(ClientListener listener) {
        this.listener = listener;
        return this;
    }

    ClientBuilder clock(InstantSource fake) {
        this.clock = fake;
        return this;
    }

    ClientBuilder pause(Pause fake) {
        this.pause = fake;
        return this;
    }

    /**
     * Opens the directory, verifies the model kept in it (0.3 s for 100 MB), and connects to nothing yet.
     *
     * @throws IllegalArgumentException if a setting is missing or out of range
     * @throws IllegalStateException if the JVM lacks a flag that Arrow needs; the message names it
     * @throws io.tributary.secureagg.tls.PemException if a TLS file is missing or is not what it must be
     * @throws IOException if the directory cannot be used, is used by another client, or holds a key or trust file that is none
     */
    public FederatedClient build() throws IOException {
        URI address = required("coordinator", coordinator);
        String id = Ids.device(required("device", device));
        LocalTrainer learner = required("trainer", trainer);
        Fields.within("deviceIndex", deviceIndex, 0, Integer.MAX_VALUE);
        JvmFlags.require();
        ClientTls trusted = tls.read();
        Path home = directory.orElseGet(() -> Path.of(".tributary", id));
        Files.createDirectories(home);
        DirectoryLock lock = DirectoryLock.tryTake(home).orElseThrow(() -> new IOException(home
                + " belongs to another client that is running: give each a directory of its own"));
        boolean built = false;
        try {
            SigningKey key = identity.isPresent() ? identity.get() : KeyFile.signing(home.resolve(IDENTITY));
            FederatedClient client =
                    assemble(new Device(id, deviceIndex, key, keys(home), home), learner, address, trusted,
                            lock);
            built = true;
            return client;
        } finally {
            if (!built) {
                lock.close();
            }
        }
    }

    private FederatedClient assemble(Device self, LocalTrainer learner, URI address, ClientTls trusted,
            DirectoryLock lock) throws IOException {
        DeviceStates states = DeviceStates.open(self.directory(), self.id(),
                damaged -> listener.on(new ClientEvent.Failed(Phase.LOAD, "", 0, damaged)));
        ModelStore shelf = ModelStore.open(self.directory(), self.keys(), new ServedBy(predictorLoader, states::of),
                refused -> listener.on(new ClientEvent.Failed(Phase.LOAD, "", 0, refused)));
        UpdateJournal journal = UpdateJournal.open(self.directory(), self.id(), self.keys(),
                discarded -> listener.on(new ClientEvent.Failed(Phase.LOAD, "", 0, discarded)));
        ClientVertx engine = ClientVertx.of(vertx);
        Transport transport = engine.connect(address, trusted);
        LoopSettings sessions =
                new LoopSettings(self, transport, shelf, journal, states, learner,
                        conditions.orElseGet(() -> DeviceConditions.of(self.directory())), policy, limits, listener,
                        enrolmentToken, clock, pause,
                        new SplittableRandom());
        return new FederatedClient(self.id(), self.identity().publicKey(), sessions.loop(),
                new FederatedClient.Resources(transport, shelf, engine, lock));
    }

    private PinnedKeys keys(Path home) throws IOException {
        if (ownerKey.isPresent() && coordinatorKey.isPresent()) {
            return new PinnedKeys(ownerKey.get(), coordinatorKey.get());
        }
        PinnedKeys file = trustFile(home).orElseThrow(() -> new IllegalArgumentException(
                "whom to believe is not said: set ownerKey and coordinatorKey, or put " + TrustFile.NAME + " into "
                        + home));
        return new PinnedKeys(ownerKey.orElse(file.owner()), coordinatorKey.orElse(file.coordinator()));
    }

    private static Optional<PinnedKeys> trustFile(Path home) throws IOException {
        try {
            return TrustFile.read(home);
        } catch (RejectedException malformed) {
            throw new IOException(
                    home.resolve(TrustFile.NAME) + " must be {\"owner\": base64, \"coordinator\": base64} of "
                            + "two raw Ed25519 public keys: " + malformed.getMessage(),
                    malformed);
        }
    }

    private static <T> T required(String setting, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("FederatedClient.builder()." + setting + "(...) is needed");
        }
        return value;
    }
}
