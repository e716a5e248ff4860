package io.tributary.coordinator;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.http.TlsOptions;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * How a coordinator is to be. Begin with {@link #in}, then change what should differ. Immutable.
 *
 * @param directory where it keeps everything; made if it is not there, and used by one coordinator at a time
 * @param host address to listen on
 * @param port port to listen on, 0 for a free one
 * @param ownerKeys keys that may sign plans
 * @param initialModel the flat vector that a plan's first model version holds
 * @param evaluator measures new versions of a plan's model, if anything does; called once a round
 * @param trainer trains a plan's model on examples that the coordinator holds itself, if anything does: plans with the rule
 *     fltrust need one; called once a round, which then needs memory as a device does
 * @param aggregationThreads threads that sum updates, at least 1
 * @param operatorToken what the admin shows; if empty, drawn at the first start and kept in the directory; a secret
 * @param access who may come in, and how often
 * @param tls its certificate and key; plain HTTP, on loopback alone, if empty
 * @param cluster how to join others; alone if empty
 * @param clock time, for everything but timeouts of connections
 */
public record CoordinatorOptions(Path directory, String host, int port, List<VerifyingKey> ownerKeys,
        Function<RunPlan, float[]> initialModel, Function<RunPlan, Optional<Evaluator>> evaluator,
        Function<RunPlan, Optional<LocalTrainer>> trainer,
        int aggregationThreads, Optional<String> operatorToken, AccessOptions access,
        Optional<TlsOptions> tls, Optional<ClusterSettings> cluster, InstantSource clock) {
    private static final int MAX_PORT = 65_535;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a number is out of range, nobody may sign plans, or others than this machine could
     *     come in without a token or without TLS
     */
    public CoordinatorOptions {
        ownerKeys = List.copyOf(ownerKeys);
        if (ownerKeys.isEmpty()) {
            throw new IllegalArgumentException("ownerKeys must hold at least one key, or no plan could ever be signed");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0.." + MAX_PORT + ", not " + port);
        }
        if (aggregationThreads < 1) {
            throw new IllegalArgumentException("aggregationThreads must be at least 1, not " + aggregationThreads);
        }
        if (access.enrolment() == AccessOptions.Enrolment.OPEN && !OwnAddress.isLoopback(host)) {
            throw new IllegalArgumentException("open enrolment is for loopback alone: listen on 127.0.0.1, not on "
                    + host + ", or ask for tokens");
        }
        if (tls.isEmpty() && !OwnAddress.isLoopback(host)) {
            throw new IllegalArgumentException("without TLS a coordinator listens on loopback alone, not on " + host
                    + ": make certificates with ./tributary certs --out DIR --host NAME, and give DIR/coordinator.pem "
                    + "and DIR/coordinator.key as its TLS certificate and key");
        }
    }

    /** On loopback and a free port, by itself, evaluating nothing, with a thread for each processor. */
    public static CoordinatorOptions in(Path directory, List<VerifyingKey> ownerKeys,
            Function<RunPlan, float[]> initialModel) {
        return new CoordinatorOptions(directory, "127.0.0.1", 0, ownerKeys, initialModel, _ -> Optional.empty(),
                _ -> Optional.empty(),
                Runtime.getRuntime().availableProcessors(), Optional.empty(), AccessOptions.open(), Optional.empty(),
                Optional.empty(), InstantSource.system());
    }

    /** The same, listening elsewhere. */
    public CoordinatorOptions listeningOn(String otherHost, int otherPort) {
        return new CoordinatorOptions(directory, otherHost, otherPort, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads, operatorToken, access, tls, cluster, clock);
    }

    /** The same, measuring new versions. */
    public CoordinatorOptions evaluatedBy(Function<RunPlan, Optional<Evaluator>> otherEvaluator) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, otherEvaluator, trainer,
                aggregationThreads, operatorToken, access, tls, cluster, clock);
    }

    /** The same, training a model of its own beside the devices'. */
    public CoordinatorOptions trainedBy(Function<RunPlan, Optional<LocalTrainer>> otherTrainer) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, otherTrainer,
                aggregationThreads, operatorToken, access, tls, cluster, clock);
    }

    /** The same, summing on so many threads. */
    public CoordinatorOptions withAggregationThreads(int threads) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer, threads,
                operatorToken, access, tls, cluster, clock);
    }

    /** The same, letting others in. */
    public CoordinatorOptions withAccess(AccessOptions other) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                operatorToken, other, tls, cluster, clock);
    }

    /** The same, speaking TLS; a coordinator that is to listen beyond loopback gets this first. */
    public CoordinatorOptions withTls(TlsOptions files) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                operatorToken, access, Optional.of(files), cluster, clock);
    }

    /** The same, with a given admin token. */
    public CoordinatorOptions withOperatorToken(String token) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                Optional.of(token), access, tls, cluster, clock);
    }

    /** The same, as the first member of a cluster of its own on loopback, or alone. Its member id follows from the directory. */
    public CoordinatorOptions clustered(boolean wanted) {
        byte[] place = directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        String id = UUID.nameUUIDFromBytes(place).toString();
        Optional<ClusterSettings> own = wanted
                ? Optional.of(ClusterSettings.loopback("tributary-" + id, "member-" + id))
                : Optional.empty();
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                operatorToken, access, tls, own, clock);
    }

    /** The same, as a member of a cluster. */
    public CoordinatorOptions clustered(ClusterSettings settings) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                operatorToken, access, tls, Optional.of(settings), clock);
    }

    /** The same, at another time. */
    public CoordinatorOptions at(InstantSource otherClock) {
        return new CoordinatorOptions(directory, host, port, ownerKeys, initialModel, evaluator, trainer,
                aggregationThreads,
                operatorToken, access, tls, cluster, otherClock);
    }

    @Override
    public String toString() {
        return "CoordinatorOptions[directory=" + directory + ", host=" + host + ", port=" + port + ", ownerKeys="
                + ownerKeys + ", aggregationThreads=" + aggregationThreads + ", access=" + access + ", tls=" + tls
                + ", cluster=" + cluster + "]";
    }
}
