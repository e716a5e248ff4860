package io.tributary.coordinator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.CertifiedKeys;
import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.LocalRegistrar;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.session.SharedAccess;
import io.tributary.coordinator.audit.AuditArchiver;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.MemberSecret;
import io.tributary.coordinator.device.Offers;
import io.tributary.coordinator.device.Receipts;
import io.tributary.coordinator.directory.KnownFiles;
import io.tributary.coordinator.directory.NotWholeException;
import io.tributary.coordinator.http.ApiServices;
import io.tributary.coordinator.http.ApiServices.Access;
import io.tributary.coordinator.http.HttpApi;
import io.tributary.coordinator.http.entrance.BusGate;
import io.tributary.coordinator.http.entrance.GuardedTransport;
import io.tributary.coordinator.http.tls.ServerTls;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.Readiness;
import io.tributary.coordinator.metrics.RunGauges;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.NearChunks;
import io.tributary.coordinator.retention.Housekeeping;
import io.tributary.coordinator.run.RangeTeam;
import io.tributary.coordinator.run.RunListener;
import io.tributary.coordinator.run.RunServices;
import io.tributary.coordinator.run.RunSharing;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.sharing.LivePool;
import io.tributary.coordinator.sharing.LiveRunNews;
import io.tributary.coordinator.sharing.LiveTraffic;
import io.tributary.coordinator.sharing.MemberPlacement;
import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A coordinator: serves devices and operators on one port, plays runs, and keeps everything in one directory. Started again in the same
 * directory it continues. Thread-safe. Close it from a thread of your own, not from one of Vert.x.
 */
public final class Coordinator implements AutoCloseable {
    private final Shutdown shutdown;
    private final URI uri;
    private final int port;
    private final KeyChain keys;
    private final String operatorToken;
    private final HttpApi api;
    private final KnownFiles known;
    private final String memberAddress;

    private Coordinator(Shutdown shutdown, URI uri, int port, KeyChain keys, String operatorToken,
            HttpApi api, KnownFiles known, String memberAddress) {
        this.memberAddress = memberAddress;
        this.shutdown = shutdown;
        this.uri = uri;
        this.port = port;
        this.keys = keys;
        this.operatorToken = operatorToken;
        this.api = api;
        this.known = known;
    }

    /**
     * Starts a coordinator; when this returns it listens.
     *
     * @throws io.tributary.secureagg.tls.PemException if its TLS files are missing, broken, expired or do not fit each other
     * @throws IOException if its directory cannot be used
     * @throws NotWholeException if the directory was used before and is not what it was: which file, and what to do
     * @throws io.tributary.coordinator.store.StoreException if what it keeps cannot be opened
     * @throws io.tributary.coordinator.cluster.ClusterException if it cannot join its cluster
     */
    public static Coordinator start(CoordinatorOptions options) throws IOException {
        Optional<ServerTls> tls = options.tls().isEmpty() ? Optional.empty()
                : Optional.of(ServerTls.read(options.tls().get(), options.clock().instant()));
        Shutdown shutdown = new Shutdown();
        boolean started = false;
        try {
            OpenedStores opened = OpenedStores.of(options, shutdown);
            Coordinator coordinator =
                    start(opened.options(), tls, opened.stores(), opened.keys(), opened.member(), shutdown);
            started = true;
            return coordinator;
        } finally {
            if (!started) {
                shutdown.run();
            }
        }
    }

    /** Starts on stores that are open; whatever is opened is left to {@code shutdown}. */
    static Coordinator start(CoordinatorOptions options, Optional<ServerTls> tls, Stores stores, SigningKeys keys,
            String member, Shutdown shutdown) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        shutdown.add(meters::close);
        GuardedTransport sockets = GuardedTransport.fastest();
        ClusterNode node = node(options, member, keys, meters, sockets);
        shutdown.add(node::close);
        node.busPort().ifPresent(port -> {
            sockets.guard(port, new BusGate());
            node.watchEvents();
        });
        ThreadRangeExecutor executor = new ThreadRangeExecutor(options.aggregationThreads(),
                options.runQuota().cores());
        shutdown.add(executor::close);
        Optional<RangeTeam> team = node.ranges().filter(_ -> stores.shared())
                .map(shared -> new RangeTeam(shared, executor));
        team.ifPresent(together -> shutdown.add(together::close));

        CoordinatorMetrics metrics = new CoordinatorMetrics(meters);
        node.bytes().ifPresent(metrics::members);
        LivePool live = new LivePool(node.liveEvents(), member);
        DevicePool pool =
                new DevicePool(CheckInPace.PATIENCE, stores.shared() ? live : DevicePool.Sharing.NONE);
        HeldCheckIns held = new HeldCheckIns();
        TrafficMeter traffic = new TrafficMeter(options.durations());
        SlewedTime time = new SlewedTime(options.clock(), options.durations());
        ModelRegistry registry = new ModelRegistry(stores.rows().models(), stores.objects(), keys, options.clock(),
                options.retention(), stores.shared() ? new NearChunks(node.chunks(),
                        from -> metrics.chunk(from.name().toLowerCase(Locale.ROOT))) : NearChunks.NONE);
        Channels channels = new Channels(metrics);
        RunListener listener = new RunProgress(node.liveEvents(), channels, held, metrics, new RunGauges(meters));
        String token = options.operatorToken().orElseGet(EnrolmentTokens::random);
        Access access = access(options, stores, keys, token,
                stores.shared() ? members(node, keys) : Optional.empty());
        SignedReports reports =
                new SignedReports(new CertifiedKeys(stores.rows().devices(), access.registrar())::of);
        RunServices.Storage storage = new RunServices.Storage(stores.rows().runs(), stores.rows().rounds(),
                stores.objects(), stores.keys(), registry, reports);
        team.ifPresent(together -> together.serve(storage, options.evaluator()));
        Runs runs = new Runs(new RunServices(storage,
                new RunServices.Compute(executor, options.evaluator(), options.trainer(), options.initialChunks(),
                        team),
                new RunServices.Identity(node.membership().self(), keys),
                new Candidates(pool, stores.rows().devices()::eligible, time, options.durations()), traffic, listener,
                time,
                options.durations(), stores.shared() ? new RunSharing(new MemberPlacement(node),
                        new LiveRunNews(node.liveEvents(), member), options.runsAtOnce(),
                        options.runQuota()) : RunSharing.alone(options.runsAtOnce(), options.runQuota())));
        shutdown.add(runs::close);
        if (stores.shared()) {
            live.keep(pool, node.membership(), options.durations(),
                    runs::poolGrew);
            LiveTraffic.keep(traffic, node.liveEvents(), member);
        }
        Housekeeping housekeeping = Housekeeping.of(
                new Housekeeping.Kept(options.history(), options.auditHistory()), stores.rows().runs(), runs::delete,
                access.log(), new AuditArchiver(stores.rows().audit(), stores.objects(), keys, access.log()),
                registry, options.clock(), options.durations());
        shutdown.add(housekeeping::close);

        HttpApi api = new HttpApi(node.vertx(), sockets, tls, new ApiServices(
                new ApiServices.Training(runs, registry, traffic, options.ownerKeys()),
                new ApiServices.Devices(stores.rows().devices(), pool, held, channels,
                        node.addresses()),
                new ApiServices.Updates(stores.rows().rounds(), stores.objects(), reports,
                        new Receipts(reports, keys), new Offers(keys)),
                access,
                new ApiServices.Meters(meters, metrics,
                        new Readiness(stores.rows().runs(), stores.objects(), stores.keys(),
                                new Readiness.Place(options.directory(), stores.files()::lost), runs,
                                options.durations()),
                        new ApiServices.Cores(
                                () -> executor.ranges() + team.map(RangeTeam::helping).orElse(0),
                                executor.threads())),
                time, options.durations()));
        shutdown.add(api::close);
        int port = api.listen(options.host(), options.port());
        URI uri = CoordinatorAddress.at(tls.isPresent(), options.host(), port).uri();
        if (options.cluster().isPresent()) {
            shutdown.add(MemberDrain.of(node.addresses(), options.access().address().orElse(uri), api));
        }
        OperatorEvent.STARTED.log("uri", uri, "member", member, "key", keys.root(), "java",
                Runtime.version());
        shutdown.add(() -> OperatorEvent.STOPPED.log("uri", uri, "member", member));
        runs.resume();
        housekeeping.start(() -> !stores.shared() || node.partitions().isHere("housekeeping"));
        return new Coordinator(shutdown, uri, port, keys.chain(), token, api,
                new KnownFiles(stores.known(), access.log()), node.address());
    }

    /** Vert.x with metrics, plain or clustered. Its worker pools are not measured, because nothing here uses them. */
    private static ClusterNode node(CoordinatorOptions options, String member, SigningKeys keys,
            MeterRegistry meters, GuardedTransport sockets) {
        VertxOptions vertx = new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS));
        UnaryOperator<VertxBuilder> measured = builder -> builder.withTransport(sockets)
                .withMetrics(new MicrometerMetricsFactory(meters));
        return options.cluster()
                .map(cluster -> ClusterNode.start(cluster, secretOf(keys, MemberSecret::of), vertx, measured))
                .orElseGet(() -> ClusterNode.local(member, vertx, measured));
    }

    private static Access access(CoordinatorOptions options, Stores stores, SigningKeys keys, String token,
            Optional<SharedAccess> members) {
        AccessOptions access = options.access();
        AuditLog log = new AuditLog(stores.rows().audit(), keys, options.clock(), options.durations());
        return new Access(access, keys.chain(), new LocalRegistrar(keys, access.certificateLife(), options.clock()),
                new Operators(token, access.issuer(), log.time()), log, members);
    }

    /** Whoever has the keys that sign is a member. */
    private static Optional<SharedAccess> members(ClusterNode node, SigningKeys keys) {
        return node.sharedMaps()
                .map(maps -> secretOf(keys, secret -> new SharedAccess(maps, node.liveEvents(), secret)));
    }

    private static <T> T secretOf(SigningKeys keys, Function<byte[], T> use) {
        byte[] secret = keys.encodeSecrets();
        try {
            return use.apply(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Where other members reach it, as {@code host:port}; empty if it is in no cluster. */
    public String memberAddress() {
        return memberAddress;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The URI at which it listens, https with TLS. Behind a proxy, devices and operators use that of the proxy. */
    public URI uri() {
        return uri;
    }

    /** The root of its keys, which devices pin. */
    public VerifyingKey publicKey() {
        return keys.key(KeyPurpose.ROOT);
    }

    /** The keys with which devices check certificates, offers, receipts and model versions. */
    public KeyChain keys() {
        return keys;
    }

    /**
     * Has a file written that devices are given a copy of; if it is not as it was written the last time, the audit log and an event say so.
     *
     * @throws IOException if it cannot be read or written
     */
    public void provide(Path file, KnownFiles.Writing writing) throws IOException {
        known.file(file, writing);
    }

    /** The routes, as {@code METHOD /path/{parameter}}, sorted. */
    List<String> routes() {
        return api.routes();
    }

    /** Sends devices elsewhere, as before a stop. */
    void drain(Duration most) {
        api.drain(most);
    }

    /** The admin token; a secret. */
    public String operatorToken() {
        return operatorToken;
    }

    /** Stops listening, leaves runs as they are, and ends every thread. Waits for writes and for the effects under way. */
    @Override
    public void close() {
        shutdown.run();
    }

    @Override
    public String toString() {
        return "Coordinator[" + uri() + ", " + keys + "]";
    }
}
