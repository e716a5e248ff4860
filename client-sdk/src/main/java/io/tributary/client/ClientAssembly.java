package io.tributary.client;

import io.tributary.client.eligibility.DeviceConditions;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.application.ApplicationCode;
import io.tributary.client.internal.application.ApplicationParts;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.loop.DeviceFiles;
import io.tributary.client.internal.loop.LoopSettings;
import io.tributary.client.internal.loop.Subscription;
import io.tributary.client.internal.member.KnownMembers;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.RecoveredKey;
import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a client of its settings. Used once. */
final class ClientAssembly {
    private static final String IDENTITY = "identity.key";
    private final ClientSettings given;
    private final ApplicationCode code;
    private final ApplicationParts parts;

    ClientAssembly(ClientSettings given) {
        this.given = given;
        this.code = new ApplicationCode(String.valueOf(given.device));
        this.parts = new ApplicationParts(code);
    }

    FederatedClient build() throws IOException {
        List<URI> addresses = required("coordinator", given.coordinators);
        String id = Ids.device(required("device", given.device));
        LocalTrainer learner = learner();
        Fields.within("deviceIndex", given.deviceIndex, 0, Integer.MAX_VALUE);
        JvmFlags.require();
        Path home = given.directory.orElseGet(() -> Path.of(".tributary", id));
        Path provisioned = given.trust.orElse(home);
        ClientTls trusted = given.tls.trusting(provisioned, addresses).read();
        Files.createDirectories(home);
        DirectoryLock lock = DirectoryLock.tryTake(home).orElseThrow(() -> new IOException(home
                + " belongs to another client that is running: give each a directory of its own"));
        boolean built = false;
        try {
            Optional<RecoveredKey> recovered = given.identity.isPresent() ? Optional.empty()
                    : RecoveredKey.of(home, home.resolve(IDENTITY), given.enrolmentToken);
            PinnedKeys trust = TrustFile.keys(home, provisioned, given.ownerKey, given.coordinatorKeys);
            Device self = new Device(id, given.deviceIndex, key(id, home, trust, recovered), trust, home);
            FederatedClient client = assemble(settings(self, learner, recovered), addresses, trusted, lock);
            built = true;
            return client;
        } finally {
            if (!built) {
                lock.close();
            }
        }
    }

    private SigningKey key(String id, Path home, PinnedKeys trust, Optional<RecoveredKey> recovered)
            throws IOException {
        if (given.identity.isPresent()) {
            return given.identity.get();
        }
        return recovered.isPresent() ? recovered.get().key() : identity(id, home, trust);
    }

    /** Made at first use; never made anew, and never another one, while the device holds a certificate for the one that is lost. */
    private static SigningKey identity(String id, Path home, PinnedKeys trust) throws IOException {
        Path file = home.resolve(IDENTITY);
        if (!Files.exists(file) && Files.exists(home.resolve(EnrolStep.FILE))) {
            throw new IOException(file + " is missing, and " + home.resolve(EnrolStep.FILE)
                    + " was given to the key in it: restore that key, or have the device recovered by"
                    + " ./tributary devices recover and start it with that token");
        }
        SigningKey key = KeyFile.signing(file);
        Optional<VerifyingKey> certified = EnrolStep.certified(home, id, trust);
        if (certified.isPresent() && !certified.get().equals(key.publicKey())) {
            throw new IOException(file + " is the secret of " + key.publicKey() + ", and "
                    + home.resolve(EnrolStep.FILE) + " was given to " + certified.get() + ": restore that key, or have"
                    + " the device recovered by ./tributary devices recover and start it with that token");
        }
        return key;
    }

    private LocalTrainer learner() {
        if (given.trainer != null) {
            return given.trainer;
        }
        DeviceExamples own = required("trainer(...) or examples", given.examples);
        return new EngineTrainer(LearningEngine.required(), own);
    }

    private LoopSettings settings(Device self, LocalTrainer learner, Optional<RecoveredKey> recovered) {
        EligibilityProvider provider = given.conditions.orElseGet(() -> DeviceConditions.of(self.directory()));
        return new LoopSettings(self, new EnrolStep.Admission(given.enrolmentToken, recovered), learner,
                new EligibilityCheck(parts.conditions(provider), given.policy, given.limits,
                        given.timing.clock()),
                given.data.map(parts::data), listener(), given.timing,
                new LoopSettings.Application(code, new Subscription(given.models), given.endsWithRuns));
    }

    private FederatedClient assemble(LoopSettings settings, List<URI> addresses, ClientTls trusted,
            DirectoryLock lock)
            throws IOException {
        Device self = settings.device();
        DeviceFiles files = DeviceFiles.open(self,
                given.predictorLoader.or(() -> LearningEngine.installed().map(LearningEngine::predictorLoader))
                        .map(parts::loader),
                listener());
        KnownMembers members = members(self, addresses, trusted);
        ClientVertx engine = ClientVertx.of(given.vertx);
        Transport transport = engine.connect(members, trusted);
        return new FederatedClient(self.id(), self.identity().publicKey(), settings.loop(transport, members, files),
                new FederatedClient.Resources(transport, files.models(), engine, code, lock), given.threads);
    }

    private KnownMembers members(Device self, List<URI> addresses, ClientTls trusted) {
        addresses.forEach(address -> HttpTransport.require(address, trusted));
        return new KnownMembers(self.id(), addresses, self.directory(), given.timing.durations());
    }

    /** Tests hear of every event on the client's own thread, and may end it there. */
    private ClientListener listener() {
        ClientListener told = parts.listener(given.listener);
        return event -> {
            told.on(event);
            given.unguarded.on(event);
        };
    }

    private static <T> T required(String setting, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("FederatedClient.builder()." + setting + "(...) is needed");
        }
        return value;
    }
}
