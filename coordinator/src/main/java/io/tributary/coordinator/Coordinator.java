package io.tributary.coordinator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.aggregation.range.RangeExecutor;
import io.tributary.aggregation.range.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.http.ApiServices;
import io.tributary.coordinator.http.CoordinatorMetrics;
import io.tributary.coordinator.http.HttpApi;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.shell.RunListener;
import io.tributary.coordinator.shell.RunServices;
import io.tributary.coordinator.shell.Runs;
import io.tributary.coordinator.shell.TrafficMeter;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A coordinator: serves devices and operators on one port, plays runs, and keeps what comes of them in one directory. Started
 * again in the same directory it goes on where it was. Thread-safe. Close it from a thread of your own, not from Vert.x's.
 */
public final class Coordinator implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    private final Shutdown shutdown;
    private final String host;
    private final int port;
    private final VerifyingKey publicKey;
    private final String operatorToken;

    private Coordinator(Shutdown shutdown, String host, int port, VerifyingKey publicKey, String operatorToken) {
        this.shutdown = shutdown;
        this.host = host;
        this.port = port;
        this.publicKey = publicKey;
        this.operatorToken = operatorToken;
    }

    /**
     * Starts a coordinator; when this returns it listens.
     *
     * @throws IOException if its directory cannot be used
     * @throws io.tributary.coordinator.store.StoreException if what it keeps cannot be opened
     * @throws io.tributary.coordinator.cluster.ClusterException if it cannot join its cluster
     */
    public static Coordinator start(CoordinatorOptions options) throws IOException {
        Path directory = options.directory();
        Files.createDirectories(directory);
        SigningKey key = SigningKey.decodeSecret(SecretFile.readOrMake(directory.resolve("coordinator.key"),
                () -> SigningKey.generate().encodeSecret()));
        String member = new String(SecretFile.readOrMake(directory.resolve("member"),
                () -> UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
        Shutdown shutdown = new Shutdown();
        boolean started = false;
        try {
            Stores stores = Stores.open(directory, options.clock());
            shutdown.add(stores.closing());
            Coordinator coordinator = start(options, stores, key, member, shutdown);
            started = true;
            return coordinator;
        } finally {
            if (!started) {
                shutdown.run();
            }
        }
    }

    /** Starts on stores that are open; whatever is opened is left to {@code shutdown}. */
    static Coordinator start(CoordinatorOptions options, Stores stores, SigningKey key, String member,
            Shutdown shutdown) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        shutdown.add(meters::close);
        ClusterNode node = node(options, member, meters);
        shutdown.add(node::close);
        RangeExecutor executor = new ThreadRangeExecutor(options.aggregationThreads());
        shutdown.add(executor::close);

        CoordinatorMetrics metrics = new CoordinatorMetrics(meters);
        DevicePool pool = new DevicePool(CheckInPace.PATIENCE);
        TrafficMeter traffic = new TrafficMeter(options.clock());
        ModelRegistry registry = new ModelRegistry(stores.models(), stores.blobs(), key, options.clock());
        RunListener listener = new RunProgress(node.liveEvents(), metrics);
        Runs runs = new Runs(new RunServices(stores.runs(), stores.rounds(), stores.blobs(), stores.keys(), registry,
                key, executor, options.evaluator(), options.initialModel(), pool, traffic, listener, options.clock(),
                node.membership().self()));
        shutdown.add(runs::close);

        String token = options.operatorToken().orElseGet(Coordinator::randomToken);
        HttpApi api = new HttpApi(node.vertx(), new ApiServices(runs, stores.rounds(), stores.devices(),
                stores.blobs(), registry, pool, traffic, key, options.ownerKeys(), token, meters, metrics,
                options.clock()));
        shutdown.add(api::close);
        int port = api.listen(options.host(), options.port());
        runs.resume();
        return new Coordinator(shutdown, options.host(), port, key.publicKey(), token);
    }

    /** Vert.x with metrics, alone or in the cluster. Its worker pools, which nothing here uses, are not measured. */
    private static ClusterNode node(CoordinatorOptions options, String member, MeterRegistry meters) {
        VertxOptions vertx = new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS));
        UnaryOperator<VertxBuilder> measured = builder -> builder.withMetrics(new MicrometerMetricsFactory(meters));
        return options.cluster().map(cluster -> ClusterNode.start(cluster, vertx, measured))
                .orElseGet(() -> ClusterNode.local(member, vertx, measured));
    }

    private static String randomToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Where devices and operators find it. */
    public URI uri() {
        return URI.create("http://" + host + ":" + port);
    }

    /** What devices check certificates, offers and model versions with. */
    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** What operators show; a secret. */
    public String operatorToken() {
        return operatorToken;
    }

    /** Stops listening, leaves runs as they are, and ends every thread. Waits for what is being written. */
    @Override
    public void close() {
        shutdown.run();
    }

    @Override
    public String toString() {
        return "Coordinator[" + uri() + ", " + publicKey + "]";
    }
}
