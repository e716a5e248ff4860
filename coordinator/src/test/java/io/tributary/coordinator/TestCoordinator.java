package io.tributary.coordinator;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.audit.ArchivedAuditStore;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.directory.FilesInUse;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A coordinator on loopback over fake stores that outlive it, and what an operator does with it. */
public final class TestCoordinator implements AutoCloseable {
    static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private final SigningKey key;
    private final SigningKey owner;
    private final MemoryStores memory;
    private final boolean shared;
    private final String member;
    private final CoordinatorOptions options;
    private Coordinator coordinator;

    /** A coordinator that evaluates: accuracy is the model's first value, at most 1; the confusion matrix is fixed. */
    public static TestCoordinator start() {
        return new TestCoordinator(InstantSource.system(), AccessOptions.open());
    }

    /** The same, letting in whom these options say, at the time of a clock. */
    public static TestCoordinator start(InstantSource clock, AccessOptions access) {
        return new TestCoordinator(clock, access);
    }

    /** The same, where time passes as {@code durations} says, whatever the clock. */
    public static TestCoordinator start(InstantSource clock, InstantSource durations, AccessOptions access) {
        return new TestCoordinator(Path.of("unused"), clock, durations, access);
    }

    /** On files of this directory, as users start it. */
    public static TestCoordinator in(Path directory) {
        return new TestCoordinator(directory, InstantSource.system(), AccessOptions.open());
    }

    /** All zeros; a model of this name cannot be made, so that its run fails before the first version. */
    static final String UNMAKEABLE = "unmakeable";

    private static float[] firstModel(RunPlan plan) {
        if (plan.model().equals(UNMAKEABLE)) {
            throw new IllegalStateException("no such model can be made");
        }
        return new float[plan.layout().size()];
    }

    private TestCoordinator(InstantSource clock, AccessOptions access) {
        this(Path.of("unused"), clock, access);
    }

    private TestCoordinator(Path directory, InstantSource clock, AccessOptions access) {
        this(directory, clock, clock, access);
    }

    private TestCoordinator(Path directory, InstantSource clock, InstantSource durations, AccessOptions access) {
        this.key = SigningKey.generate();
        this.owner = SigningKey.generate();
        this.shared = false;
        this.member = "member";
        this.memory = new MemoryStores(clock);
        this.options = CoordinatorOptions
                .newBuilder(directory, List.of(owner.publicKey()), TestCoordinator::firstModel)
                .evaluator(_ -> Optional.of(firstValue())).access(access).clock(clock, durations).build();
        this.coordinator = launch();
    }

    private TestCoordinator(TestCoordinator first, String member, ClusterSettings cluster) {
        this.key = first.key;
        this.owner = first.owner;
        this.shared = true;
        this.member = member;
        this.memory = first.memory;
        this.options = first.options.toBuilder().operatorToken(first.coordinator.operatorToken()).cluster(cluster)
                .build();
        this.coordinator = launch();
    }

    private TestCoordinator(TestCoordinator first, Path directory, ClusterStorage storage) {
        this.key = first.key;
        this.owner = first.owner;
        this.shared = true;
        this.member = storage.members().member();
        this.memory = first.memory;
        this.options = CoordinatorOptions
                .newBuilder(directory, List.of(owner.publicKey()), TestCoordinator::firstModel)
                .evaluator(_ -> Optional.of(firstValue())).operatorToken(first.coordinator.operatorToken())
                .storage(storage).build();
        this.coordinator = launch();
    }

    /** A member of a cluster over the stores of this coordinator, which should be closed by then. */
    TestCoordinator member(ClusterSettings settings) {
        return new TestCoordinator(this, settings.member(), settings);
    }

    /** A member of a cluster over these stores, which believes plans as this coordinator does. */
    TestCoordinator member(Path directory, ClusterStorage storage) {
        return new TestCoordinator(this, directory, storage);
    }

    /** Measures a model by its first value, at most 1. */
    static Evaluator firstValue() {
        return model -> new Evaluation(Math.clamp(model[0], 0, 1), 0.25, new int[][] {{3, 1}, {0, 4}}, 8);
    }

    /** The same coordinator, started in a copy of its directory. */
    Coordinator startIn(Path copy) throws IOException {
        return Coordinator.start(CoordinatorOptions
                .newBuilder(copy, options.ownerKeys(), plan -> new float[plan.layout().size()]).build());
    }

    private Coordinator launch() {
        if (!options.directory().equals(Path.of("unused"))) {
            try {
                return Coordinator.start(options);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }
        Stores.Rows rows = new Stores.Rows(memory.runs(), memory.rounds(), memory.devices(), memory.models(),
                new ArchivedAuditStore(memory.audit(), memory.objects()));
        Stores stores = new Stores(rows, memory.objects(), memory.keys(), memory.known(), FilesInUse.none(),
                shared, () -> {});
        return Coordinator.start(options, Optional.empty(), stores, SigningKeys.single(key), member, new Shutdown());
    }

    /** Ends it and starts another on the same stores. */
    public void restart() {
        coordinator.close();
        coordinator = launch();
    }

    @Override
    public void close() {
        coordinator.close();
    }

    /** What time it is there. */
    Instant now() {
        return options.clock().instant();
    }

    /** The key that its signatures are by. */
    SigningKey key() {
        return key;
    }

    /** An enrolment token that holds for an hour. */
    public String enrolmentToken() throws Exception {
        byte[] wanted = WireJson.write(new TokenRequest(1, now().plusSeconds(3600).toEpochMilli()));
        return WireJson.readMessage(expect(201, operator("POST", "/v1/tokens", wanted)).body(), TokensMinted.class)
                .tokens().get(0);
    }

    /** What it keeps. */
    public MemoryStores memory() {
        return memory;
    }

    /** The coordinator itself. */
    public Coordinator coordinator() {
        return coordinator;
    }

    /** Where it is. */
    public URI uri(String path) {
        return URI.create(coordinator.uri() + path);
    }

    /** The plan, signed by the pinned owner. */
    public SignedDocument signed(RunPlan plan) {
        return owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan));
    }

    /** Starts a run; its id. */
    public String startRun(RunPlan plan) throws Exception {
        HttpResponse<byte[]> created = operator("POST", "/v1/runs", WireJson.write(new RunRequest(signed(plan))));
        return WireJson.readMessage(expect(201, created).body(), RunCreated.class).run();
    }

    /** How a run stands. */
    public RunView view(String run) throws Exception {
        return WireJson.readMessage(expect(200, operator("GET", "/v1/runs/" + run, new byte[0])).body(),
                RunView.class);
    }

    /** Sends a request with the operator token. */
    public HttpResponse<byte[]> operator(String method, String path, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("authorization", "Bearer " + coordinator.operatorToken())
                .method(method, BodyPublishers.ofByteArray(body)).build());
    }

    /** Sends a request. */
    public static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofByteArray());
    }

    /** A metric without tags, as it is scraped. */
    double metric(String name) throws Exception {
        return new String(expect(200, operator("GET", "/metrics", new byte[0])).body(), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst().orElseThrow();
    }

    /** Devices whose check-in is held. */
    int waiting() throws Exception {
        return (int) metric("tributary_checkins_held");
    }

    /** Gets something that needs no token. */
    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /** Fails unless a response has this status. */
    static HttpResponse<byte[]> expect(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new AssertionError("expected " + status + ", got " + response.statusCode() + " "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return response;
    }

    /** A condition that may not hold yet, and what it is called. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("still not so: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
