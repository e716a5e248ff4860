package io.tributary.coordinator;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.registry.WholeVector;
import io.tributary.coordinator.retention.AuditHistory;
import io.tributary.coordinator.retention.RunHistory;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.storage.EmbeddedStorage;
import io.tributary.coordinator.storage.Storage;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * How a coordinator is set up. Made by {@link #newBuilder}; {@link #toBuilder} makes another that differs. Immutable.
 */
public final class CoordinatorOptions {
    /** Runs of several models that are played at once where nobody says how many. */
    public static final int USUAL_RUNS_AT_ONCE = 50;

    private static final int MAX_PORT = 65_535;

    /** Never changed and never shared. */
    private final Builder values;

    private CoordinatorOptions(Builder values) {
        this.values = values;
    }

    /**
     * Begins with a coordinator on loopback and a free port, without a cluster, that evaluates nothing, has open enrolment, sums
     * updates on a thread for each processor, and keeps {@link Retention#DEFAULT} versions and {@link RunHistory#DEFAULT} runs.
     *
     * @param directory where it keeps everything; made if it is missing, and used by one coordinator at a time
     * @param ownerKeys keys that may sign plans
     * @param initialModel the flat vector that a plan's first model version holds
     */
    public static Builder newBuilder(Path directory, List<VerifyingKey> ownerKeys,
            Function<RunPlan, float[]> initialModel) {
        return newBuilderInChunks(directory, ownerKeys,
                WholeVector.each(Fields.given("initialModel", initialModel)));
    }

    /**
     * Begins as {@link #newBuilder} does, for models that need not be in memory as a whole.
     *
     * @param initialModel begins the first model version of a plan, whose chunks are then read once, in order
     */
    public static Builder newBuilderInChunks(Path directory, List<VerifyingKey> ownerKeys,
            Function<RunPlan, ModelSource> initialModel) {
        return new Builder(directory, ownerKeys, initialModel);
    }

    /** Begins with these options. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Where the coordinator keeps everything. */
    public Path directory() {
        return values.directory;
    }

    /** Address to listen on. */
    public String host() {
        return values.host;
    }

    /** Port to listen on, 0 for a free one. */
    public int port() {
        return values.port;
    }

    /** Keys that may sign plans. */
    public List<VerifyingKey> ownerKeys() {
        return values.ownerKeys;
    }

    /** Gives the flat vector of a plan's first model version. */
    public Function<RunPlan, float[]> initialModel() {
        return plan -> WholeVector.of(plan.layout(), values.initialModel.apply(plan));
    }

    /** Begins a plan's first model version, to be read a chunk at a time. */
    public Function<RunPlan, ModelSource> initialChunks() {
        return values.initialModel;
    }

    /** Measures new versions of a plan's model, if anything does. */
    public Function<RunPlan, Optional<Evaluator>> evaluator() {
        return values.evaluator;
    }

    /** Trains a plan's model on the coordinator's own examples, if anything does. */
    public Function<RunPlan, Optional<LocalTrainer>> trainer() {
        return values.trainer;
    }

    /** Threads that sum updates. */
    public int aggregationThreads() {
        return values.aggregationThreads;
    }

    /** Where it keeps what must not be lost. */
    public Storage storage() {
        return values.storage;
    }

    /** How many runs, each of another model, are played here at once. */
    public int runsAtOnce() {
        return values.runsAtOnce;
    }

    /** What each run may use. */
    public RunQuota runQuota() {
        return values.runQuota;
    }

    /** The admin token, a secret; if empty, the one that is kept in the directory. */
    public Optional<String> operatorToken() {
        return values.operatorToken;
    }

    /** Who is let in, and how often. */
    public AccessOptions access() {
        return values.access;
    }

    /** Certificate and key; plain HTTP if empty. */
    public Optional<TlsOptions> tls() {
        return values.tls;
    }

    /** Which versions of models are kept. */
    public Retention retention() {
        return values.retention;
    }

    /** Which runs that are over are kept. */
    public RunHistory history() {
        return values.history;
    }

    /** How long the audit log is kept. */
    public AuditHistory auditHistory() {
        return values.auditHistory;
    }

    /** Membership and live events by Hazelcast; neither is shared if empty. */
    public Optional<ClusterSettings> cluster() {
        return values.cluster;
    }

    /** What time it is. */
    public InstantSource clock() {
        return values.clock;
    }

    /** How time passes: what is measured as a length of time is measured here, and a clock that is set changes none of it. */
    public InstantSource durations() {
        return values.durations;
    }

    @Override
    public String toString() {
        return "CoordinatorOptions[directory=" + directory() + ", host=" + host() + ", port=" + port() + ", ownerKeys="
                + ownerKeys() + ", aggregationThreads=" + aggregationThreads() + ", access=" + access() + ", tls="
                + tls() + ", retention=" + retention() + ", history=" + history() + ", auditHistory=" + auditHistory()
                + ", cluster=" + cluster() + ", storage=" + storage() + "]";
    }

    /** Makes options. Used by one thread. */
    public static final class Builder {
        private final Path directory;
        private final List<VerifyingKey> ownerKeys;
        private final Function<RunPlan, ModelSource> initialModel;
        private String host = "127.0.0.1";
        private int port;
        private Function<RunPlan, Optional<Evaluator>> evaluator = _ -> Optional.empty();
        private Function<RunPlan, Optional<LocalTrainer>> trainer = _ -> Optional.empty();
        private int aggregationThreads = Runtime.getRuntime().availableProcessors();
        private int runsAtOnce = USUAL_RUNS_AT_ONCE;
        private RunQuota runQuota = RunQuota.NONE;
        private Storage storage = new EmbeddedStorage();
        private Optional<String> operatorToken = Optional.empty();
        private AccessOptions access = AccessOptions.open();
        private Optional<TlsOptions> tls = Optional.empty();
        private Retention retention = Retention.DEFAULT;
        private RunHistory history = RunHistory.DEFAULT;
        private AuditHistory auditHistory = AuditHistory.DEFAULT;
        private Optional<ClusterSettings> cluster = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private InstantSource durations = new SteadyTime();

        private Builder(Path directory, List<VerifyingKey> ownerKeys,
                Function<RunPlan, ModelSource> initialModel) {
            this.directory = Fields.given("directory", directory);
            this.ownerKeys = List.copyOf(Fields.given("ownerKeys", ownerKeys));
            this.initialModel = Fields.given("initialModel", initialModel);
        }

        private Builder(Builder other) {
            this(other.directory, other.ownerKeys, other.initialModel);
            this.host = other.host;
            this.port = other.port;
            this.evaluator = other.evaluator;
            this.trainer = other.trainer;
            this.aggregationThreads = other.aggregationThreads;
            this.runsAtOnce = other.runsAtOnce;
            this.runQuota = other.runQuota;
            this.storage = other.storage;
            this.operatorToken = other.operatorToken;
            this.access = other.access;
            this.tls = other.tls;
            this.retention = other.retention;
            this.history = other.history;
            this.auditHistory = other.auditHistory;
            this.cluster = other.cluster;
            this.clock = other.clock;
            this.durations = other.durations;
        }

        /** Address and port to listen on; port 0 for a free one. Beyond loopback, TLS and tokens are needed. */
        public Builder listen(String newHost, int newPort) {
            this.host = Fields.given("host", newHost);
            this.port = newPort;
            return this;
        }

        /** Measures new versions of a plan's model; called once a round. */
        public Builder evaluator(Function<RunPlan, Optional<Evaluator>> newEvaluator) {
            this.evaluator = Fields.given("evaluator", newEvaluator);
            return this;
        }

        /**
         * Trains a plan's model on examples that the coordinator holds itself. Plans with the rule flTrust need it. Called once a
         * round, which then needs as much memory as a device does.
         */
        public Builder trainer(Function<RunPlan, Optional<LocalTrainer>> newTrainer) {
            this.trainer = Fields.given("trainer", newTrainer);
            return this;
        }

        /** Threads that sum updates, at least 1. */
        public Builder aggregationThreads(int threads) {
            this.aggregationThreads = threads;
            return this;
        }

        /**
         * The admin token, a secret. If it is not given, it is drawn at the first start and kept in the directory.
         *
         * @throws IllegalArgumentException if it is blank or has less than {@value BearerToken#FEWEST_CHARACTERS} characters
         */
        public Builder operatorToken(String token) {
            this.operatorToken = Optional.of(BearerToken.requireLong("operatorToken", token));
            return this;
        }

        /** Who is let in, and how often. */
        public Builder access(AccessOptions newAccess) {
            this.access = Fields.given("access", newAccess);
            return this;
        }

        /** Certificate and key to speak TLS with. */
        public Builder tls(TlsOptions files) {
            this.tls = Optional.of(Fields.given("tls", files));
            return this;
        }

        /** Which versions of models are kept; older ones lose their chunks when a newer one is committed. */
        public Builder retention(Retention newRetention) {
            this.retention = Fields.given("retention", newRetention);
            return this;
        }

        /** Which runs that are over are kept; others are deleted from time to time. */
        public Builder history(RunHistory newHistory) {
            this.history = Fields.given("history", newHistory);
            return this;
        }

        /** How long the audit log is kept, in its archives at last. */
        public Builder auditHistory(AuditHistory newHistory) {
            this.auditHistory = Fields.given("auditHistory", newHistory);
            return this;
        }

        /** Where it keeps what must not be lost: a cluster's members share it, and need the same admin token. */
        public Builder storage(Storage newStorage) {
            this.storage = Fields.given("storage", newStorage);
            return newStorage instanceof ClusterStorage shared ? cluster(shared.members()) : this;
        }

        /** How many runs are played at once where members share runs, at least 1. */
        public Builder runsAtOnce(int most) {
            this.runsAtOnce = most;
            return this;
        }

        /** What each run may use, so that the others have something left; all there is if this is not called. */
        public Builder runQuota(RunQuota quota) {
            this.runQuota = Fields.given("runQuota", quota);
            return this;
        }

        /** Membership and live events by Hazelcast. Runs are shared with other members where they share the {@link #storage} too. */
        public Builder cluster(ClusterSettings settings) {
            this.cluster = Optional.of(Fields.given("cluster", settings));
            return this;
        }

        /** A cluster of this coordinator alone, on loopback. Its name and member id follow from the directory. */
        public Builder clusterOnLoopback() {
            byte[] place = directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            String id = UUID.nameUUIDFromBytes(place).toString();
            return cluster(ClusterSettings.loopback("tributary-" + id, "member-" + id));
        }

        /** Time, for everything but timeouts of connections: what time it is, and how it passes. */
        public Builder clock(InstantSource newClock) {
            return clock(newClock, newClock);
        }

        /**
         * What time it is, and how time passes.
         *
         * @param newDurations never goes back and never jumps; where it begins does not matter
         */
        public Builder clock(InstantSource newClock, InstantSource newDurations) {
            this.clock = Fields.given("clock", newClock);
            this.durations = Fields.given("durations", newDurations);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if a number is out of range, nobody may sign plans, or others than this machine could come
         *     in without a token or without TLS
         */
        public CoordinatorOptions build() {
            require(!ownerKeys.isEmpty(), "ownerKeys must hold at least one key, or no plan could ever be signed");
            require(port >= 0 && port <= MAX_PORT, "port must be 0.." + MAX_PORT + ", not " + port);
            require(aggregationThreads >= 1, "aggregationThreads must be at least 1, not " + aggregationThreads);
            require(runsAtOnce >= 1, "runsAtOnce must be at least 1, not " + runsAtOnce);
            require(storage instanceof EmbeddedStorage || operatorToken.isPresent(),
                    "the members of a cluster need one admin token for all: give it to each of them");
            boolean loopback = OwnAddress.isLoopback(host);
            require(loopback || access.enrolment() != AccessOptions.Enrolment.OPEN,
                    "open enrolment is for loopback alone: listen on 127.0.0.1, not on " + host
                            + ", or ask for tokens");
            require(access.enrolment() != AccessOptions.Enrolment.OPEN
                    || access.address().isEmpty()
                    || OwnAddress.isLoopback(String.valueOf(access.address().get().getHost())),
                    "open enrolment is for loopback alone, and devices know the coordinator as "
                            + access.address().map(String::valueOf).orElse("") + ": ask for tokens");
            require(loopback || tls.isPresent(), "without TLS a coordinator listens on loopback alone, not on " + host
                    + ": make certificates with ./tributary certs --out DIR --host NAME, and give DIR/coordinator.pem "
                    + "and DIR/coordinator.key as its TLS certificate and key");
            return new CoordinatorOptions(new Builder(this));
        }

        private static void require(boolean right, String otherwise) {
            if (!right) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
