package io.tributary.client;

import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.session.Timing;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client is made of, as {@link ClientBuilder} was given it; the rest has its defaults. One thread. */
final class ClientSettings {
    @Nullable
    List<URI> coordinators;
    @Nullable
    String device;
    int deviceIndex;
    Optional<String> enrolmentToken = Optional.empty();
    Optional<SigningKey> identity = Optional.empty();
    Optional<Path> trust = Optional.empty();
    Optional<VerifyingKey> ownerKey = Optional.empty();
    Optional<KeyChain> coordinatorKeys = Optional.empty();
    TlsFiles tls = TlsFiles.NONE;
    @Nullable
    LocalTrainer trainer;
    Optional<PredictorLoader> predictorLoader = Optional.empty();
    @Nullable
    DeviceExamples examples;
    Optional<Function<ModelSignature, DataSignature>> data = Optional.empty();
    Set<String> models = Set.of();
    Optional<Path> directory = Optional.empty();
    Optional<Vertx> vertx = Optional.empty();
    Optional<EligibilityProvider> conditions = Optional.empty();
    EligibilityPolicy policy = EligibilityPolicy.DEFAULT;
    LocalLimits limits = LocalLimits.NONE;
    ClientListener listener = ClientListener.NONE;
    ClientListener unguarded = ClientListener.NONE;
    ThreadFactory threads = work -> new Thread(work);
    boolean endsWithRuns;
    Timing timing = Timing.system();

    /** A value that a setting was given. @throws IllegalArgumentException if it is null */
    static <T> T given(String setting, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("FederatedClient.builder()." + setting
                    + "(null): give a value, or leave the setting out for its default");
        }
        return value;
    }

    /** The coordinator's keys in a trust file. @throws IllegalArgumentException if its key sets do not follow from the pinned root */
    static KeyChain chain(TrustFile trust) {
        try {
            return trust.chain();
        } catch (RejectedException forged) {
            throw new IllegalArgumentException("trust: " + forged.getMessage(), forged);
        }
    }
}
