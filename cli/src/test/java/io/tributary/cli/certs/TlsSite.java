package io.tributary.cli.certs;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A folder of certificates, a coordinator on loopback that shows one of them, and devices that connect to it. */
final class TlsSite implements AutoCloseable {
    static final Duration YEAR = Duration.ofDays(365);
    /** An update of several pieces and chunks: what is copied or used again too early on its way through TLS shows. */
    private static final int VALUES = 300_000;
    private final SigningKey owner = SigningKey.generate();
    private final Path folder;
    private final Path certs;
    private final Coordinator coordinator;

    private TlsSite(Path folder, Path certs, boolean mutual, InstantSource clock, AccessOptions access)
            throws IOException {
        this(folder, certs, mutual, clock, access, "127.0.0.1");
    }

    private TlsSite(Path folder, Path certs, boolean mutual, InstantSource clock, AccessOptions access, String host)
            throws IOException {
        this.folder = folder;
        this.certs = certs;
        Optional<Path> clients = mutual ? Optional.of(certs.resolve("ca.pem")) : Optional.empty();
        TlsOptions tls = new TlsOptions(certs.resolve("coordinator.pem"), certs.resolve("coordinator.key"), clients);
        this.coordinator = Coordinator.start(CoordinatorOptions
                .newBuilder(folder.resolve("coordinator"), List.of(owner.publicKey()),
                        plan -> new float[plan.layout().size()])
                .access(access).tls(tls).clock(clock).listen(host, 0).build());
    }

    /** With certificates for these hosts, and for these devices. */
    static TlsSite start(Path folder, boolean mutual, List<String> hosts, String... devices) throws Exception {
        return new TlsSite(folder, certificates(folder.resolve("certs"), hosts, devices), mutual,
                InstantSource.system(), AccessOptions.product());
    }

    /** That takes so many connections of an address. */
    static TlsSite ofFewConnections(Path folder, int most) throws Exception {
        return new TlsSite(folder, certificates(folder.resolve("certs"), List.of()), false, InstantSource.system(),
                AccessOptions.product().toBuilder().connectionsOfAddress(most).build());
    }

    /** On another address of this machine, with a certificate for it. */
    static TlsSite listening(Path folder, String host) throws Exception {
        return new TlsSite(folder, certificates(folder.resolve("certs"), List.of(host)), false, InstantSource.system(),
                AccessOptions.product(), host);
    }

    /** On another address of this machine, with certificates that are there. */
    static TlsSite showing(Path folder, Path certs, String host) throws IOException {
        return new TlsSite(folder, certs, false, InstantSource.system(), AccessOptions.product(), host);
    }

    /** With certificates that are there, at another time. */
    static TlsSite at(Path folder, Path certs, InstantSource clock) throws IOException {
        return new TlsSite(folder, certs, false, clock, AccessOptions.product());
    }

    /** A folder of certificates that hold for a year from now on. */
    static Path certificates(Path certs, List<String> hosts, String... devices) throws Exception {
        CertificateFolder.make(new CertsRequest(certs, hosts, YEAR, List.of(devices), false), InstantSource.system());
        return certs;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    Path file(String name) {
        return certs.resolve(name);
    }

    ClientTls trusted() throws IOException {
        return ClientTls.believing(Authorities.read(file("ca.pem")));
    }

    /** What the admin is told when he asks. */
    byte[] ask(ClientTls tls, String path, byte[] body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls.context()).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(coordinator.uri().resolve(path))
                    .header("authorization", "Bearer " + coordinator.operatorToken());
            HttpResponse<byte[]> answer = http.send(
                    body.length == 0 ? request.build() : request.POST(BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.ofByteArray());
            return answer.body();
        }
    }

    /** Starts a run of one round of one device. */
    String startRun(ClientTls tls) throws Exception {
        ParameterLayout layout =
                new ParameterLayout(List.of(new Parameter("w", Parameter.Role.TRAINABLE, List.of(VALUES))));
        RunPlan plan = RunPlan.builder().name("tls").model("tls")
                .spec(new ModelSpec("linear", List.of(2, 2, 1), 2, List.of())).layout(layout).rounds(1).seed(1)
                .training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 1000, 4)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
        return WireJson.readMessage(
                ask(tls, "/v1/runs",
                        WireJson.write(new RunRequest(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan))))),
                RunCreated.class).run();
    }

    /** A device with a fresh token, which looks for the coordinator where it listens and pins nothing yet. */
    ClientBuilder device(String name, ClientTls operator, BlockingQueue<ClientEvent> events) throws Exception {
        long end = Instant.now().plusSeconds(600).toEpochMilli();
        String token = WireJson
                .readMessage(ask(operator, "/v1/tokens", WireJson.write(new TokenRequest(1, end))), TokensMinted.class)
                .tokens().get(0);
        return untold(name, events).enrolmentToken(token);
    }

    /** The same without a token. */
    ClientBuilder untold(String name, BlockingQueue<ClientEvent> events) {
        return FederatedClient.builder().coordinator(coordinator.uri()).device(name)
                .ownerKey(owner.publicKey()).coordinatorKey(coordinator.publicKey())
                .directory(folder.resolve("device-" + name)).listener(events::add)
                .trainer(task -> new TrainingOutcome(new float[VALUES], 5, 0.5)).endsWithRuns();
    }

    /** The same port under another name of this machine. */
    URI as(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + coordinator.port());
    }

    /** What a device meets first that it tells as a failure. */
    static ClientEvent.Failed failureOf(ClientBuilder builder, BlockingQueue<ClientEvent> events) throws Exception {
        try (FederatedClient client = builder.build()) {
            client.start();
            while (true) {
                ClientEvent event = events.poll(60, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError(client + " has told no failure for a minute");
                }
                if (event instanceof ClientEvent.Failed failed) {
                    return failed;
                }
            }
        }
    }

    static BlockingQueue<ClientEvent> events() {
        return new LinkedBlockingQueue<>();
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
