package io.tributary.coordinator;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.CoordinatorMessage.Assignment;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A device written by hand, one step a method, so that a test can do any of them wrongly. Its training is made up. */
public final class TestDevice {
    private TestCoordinator coordinator;
    private final String id;
    private final SigningKey key = SigningKey.generate();
    private List<URI> members = List.of();
    private @Nullable Double loss = 0.5;
    private @Nullable List<String> models;
    private @Nullable Map<String, Integer> holds;
    private String token = "";
    private @Nullable SignedDocument certificate;

    private TestDevice(TestCoordinator coordinator, String id) {
        this.coordinator = coordinator;
        this.id = id;
    }

    /** Enrolled and with a session. */
    public static TestDevice enrolled(TestCoordinator coordinator, String id) throws Exception {
        TestDevice device = new TestDevice(coordinator, id);
        device.enrol();
        device.openSession();
        return device;
    }

    /** Goes to another member with the session that it has. */
    TestDevice visiting(TestCoordinator other) {
        coordinator = other;
        return this;
    }

    /** Goes to another member, where it opens a session; while members do not answer each other it tries again, as devices do. */
    TestDevice movedTo(TestCoordinator other) throws Exception {
        coordinator = other;
        TestCoordinator.await("a session at another member", () -> {
            HttpResponse<byte[]> answer = tryOpen(proof());
            return answer.statusCode() != 503 && opened(answer);
        });
        return this;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its key. */
    public SigningKey key() {
        return key;
    }

    /** Enrolled by a token and with a session. */
    public static TestDevice enrolled(TestCoordinator coordinator, String id, String enrolmentToken) throws Exception {
        TestDevice device = new TestDevice(coordinator, id);
        device.enrol(enrolmentToken);
        device.openSession();
        return device;
    }

    /** Not even enrolled. */
    public static TestDevice unknown(TestCoordinator coordinator, String id) {
        return new TestDevice(coordinator, id);
    }

    EnrolmentGrant enrol() throws Exception {
        return enrol("");
    }

    EnrolmentGrant enrol(String enrolmentToken) throws Exception {
        EnrolmentGrant grant = WireJson.readMessage(TestCoordinator.expect(201, tryEnrol(enrolmentToken)).body(),
                EnrolmentGrant.class);
        certificate = grant.certificate();
        return grant;
    }

    HttpResponse<byte[]> tryEnrol(String enrolmentToken) throws Exception {
        return post("/v1/enrolments", WireJson.write(new EnrolmentRequest(id, key.publicKey().raw())),
                "authorization", "Bearer " + enrolmentToken);
    }

    /** Its newest certificate. */
    SignedDocument certificate() {
        return Objects.requireNonNull(certificate, "enrol first");
    }

    void openSession() throws Exception {
        opened(tryOpen(proof()));
    }

    private boolean opened(HttpResponse<byte[]> answer) throws Exception {
        SessionGrant grant = WireJson.readMessage(TestCoordinator.expect(200, answer).body(), SessionGrant.class);
        token = grant.token();
        members = grant.members();
        return true;
    }

    /** The members that its last session names. */
    List<URI> members() {
        return members;
    }

    /** A proof as it should be, never the same twice: every answer says what it must name, and when. */
    PossessionProof proof() throws Exception {
        HttpHeaders told = post("/v1/sessions", new byte[0], "x", "y").headers();
        ZonedDateTime now =
                ZonedDateTime.parse(told.firstValue("date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME);
        return new PossessionProof("POST", coordinator.uri("/v1/sessions").toString(), now.toEpochSecond(),
                UUID.randomUUID().toString(), told.firstValue("dpop-nonce").orElseThrow());
    }

    /** What a proof must name now. */
    String nonce() throws Exception {
        return proof().nonce();
    }

    HttpResponse<byte[]> tryOpen(PossessionProof proof) throws Exception {
        return tryOpen(proof.sign(key));
    }

    HttpResponse<byte[]> tryOpen(String proof) throws Exception {
        return post("/v1/sessions", WireJson.write(new SessionRequest(certificate(), link())), "DPoP", proof);
    }

    HttpResponse<byte[]> tryOpen(SessionLink shown) throws Exception {
        return post("/v1/sessions", WireJson.write(new SessionRequest(certificate(), shown)), "DPoP",
                proof().sign(key));
    }

    HttpResponse<byte[]> tryOpenWith(SignedDocument other) throws Exception {
        return post("/v1/sessions", WireJson.write(new SessionRequest(other, link())), "DPoP", proof().sign(key));
    }

    /** It keeps no chain of its sessions: each of them is its first. */
    static SessionLink link() {
        byte[] drawn = new byte[16];
        new SecureRandom().nextBytes(drawn);
        return new SessionLink(null, Base64.getUrlEncoder().withoutPadding().encodeToString(drawn));
    }

    /** The body that opens a session. */
    byte[] sessionRequest() {
        return WireJson.write(new SessionRequest(certificate(), link()));
    }

    private HttpResponse<byte[]> post(String path, byte[] body, String header, String value) throws Exception {
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri(path)).header(header, value)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)).build());
    }

    /** Posts with the session's token, if there is one. */
    public HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(coordinator.uri(path))
                .header("content-type", "application/json").POST(BodyPublishers.ofByteArray(body));
        return TestCoordinator.send((token.isEmpty() ? request : request.header("authorization", "Bearer " + token))
                .build());
    }

    /** Gets something with the session's token. */
    public HttpResponse<byte[]> get(String path) throws Exception {
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri(path))
                .header("authorization", "Bearer " + token).build());
    }

    /** Says something and expects no refusal. */
    public CoordinatorMessage say(DeviceMessage message) throws Exception {
        return WireJson.readMessage(TestCoordinator.expect(200, trySay(message)).body(), CoordinatorMessage.class);
    }

    /** Says something. */
    public HttpResponse<byte[]> trySay(DeviceMessage message) throws Exception {
        return post("/v1/messages", WireJson.write(message));
    }

    /** Says something that may be answered later; expects no refusal. */
    CompletableFuture<CoordinatorMessage> saySoon(DeviceMessage message) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return say(message);
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        }, Thread::startVirtualThread);
    }

    /** From now on it says in its check-ins that it takes part in runs of these models alone. */
    TestDevice takes(String... names) {
        models = List.of(names);
        return this;
    }

    /** From now on it says in its check-ins that it holds these versions. */
    TestDevice holds(Map<String, Integer> versions) {
        holds = Map.copyOf(versions);
        return this;
    }

    /** Checks in and waits for an answer, as long as one may. */
    CompletableFuture<CoordinatorMessage> poll() {
        return poll(null);
    }

    /** The same of one that has heard of the end of a run. */
    CompletableFuture<CoordinatorMessage> poll(@Nullable String ended) {
        return saySoon(new DeviceMessage.CheckIn(id, null, DeviceMessage.CheckIn.LONGEST_WAIT, ended, models,
                holds));
    }

    /** Checks in once. */
    public CoordinatorMessage checkIn() throws Exception {
        return say(new DeviceMessage.CheckIn(id, null, null, null, models, holds));
    }

    /** Checks in until there is an assignment. */
    public RoundOffer awaitOffer() throws Exception {
        AtomicReference<CoordinatorMessage> answer = new AtomicReference<>();
        TestCoordinator.await(id + " is asked", () -> {
            answer.set(checkIn());
            return answer.get() instanceof Assignment;
        });
        return WireJson.readDocument(((Assignment) answer.get()).offer().payload(), RoundOffer.class);
    }

    /** The plan of a run. */
    public RunPlan plan(String run) throws Exception {
        SignedDocument signed = WireJson.readMessage(
                TestCoordinator.expect(200, get("/v1/runs/" + run + "/plan")).body(), SignedDocument.class);
        return WireJson.readDocument(signed.payload(), RunPlan.class);
    }

    /** The manifest of a model version. */
    public ModelManifest manifest(String model, int version) throws Exception {
        byte[] body = TestCoordinator
                .expect(200, get("/v1/models/" + model + "/versions/" + version)).body();
        SignedDocument signed = WireJson.readMessage(body, SignedDocument.class);
        return WireJson.readDocument(
                coordinator.coordinator().keys().verify(SignatureContext.MODEL_MANIFEST, signed),
                ModelManifest.class);
    }

    /** A model version as its flat vector. */
    public float[] model(String model, int version) throws Exception {
        ModelManifest manifest = manifest(model, version);
        Chunking chunking = manifest.layout().chunking();
        float[] values = new float[chunking.values()];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            String hash = manifest.chunks().get(chunk);
            byte[] bytes = TestCoordinator
                    .expect(200, get("/v1/models/" + model + "/chunks/" + hash)).body();
            new ChunkCodec().decode(bytes, values, chunking.offset(chunk), chunking.length(chunk));
        }
        return values;
    }

    /** The sealed bytes of an update in which every value is {@code delta}. */
    public Sealed seal(RoundOffer offer, float delta) throws Exception {
        float[] values = new float[plan(offer.run()).layout().size()];
        Arrays.fill(values, delta);
        return seal(offer, id, values);
    }

    /** The sealed bytes of an update of any device. */
    public Sealed seal(RoundOffer offer, String device, float[] values) throws Exception {
        Chunking chunking = new Chunking(values.length);
        UpdateSealer sealer = new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(offer.run(),
                offer.round(), device, offer.planHash(), offer.modelVersion(), chunking.count()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(sealer.header());
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            byte[] plain = new ChunkCodec().encode(values, chunking.offset(chunk), chunking.length(chunk));
            bytes.writeBytes(sealer.seal(chunk, plain));
        }
        return new Sealed(UUID.randomUUID().toString(), bytes.toByteArray());
    }

    /** A sealed update under the id it is uploaded by. */
    public record Sealed(String uploadId, byte[] bytes) {
        /** Hex SHA-256 of the sealed bytes. */
        public String sha256() {
            return Sha256.of(bytes).hex();
        }

        /** The same id for other bytes. */
        public Sealed with(byte[] other) {
            return new Sealed(uploadId, other);
        }
    }

    /** Uploads. */
    public HttpResponse<byte[]> upload(RoundOffer offer, Sealed update) throws Exception {
        return upload(offer, update, BodyPublishers.ofByteArray(update.bytes()));
    }

    /** Uploads in some way. */
    public HttpResponse<byte[]> upload(RoundOffer offer, Sealed update, HttpRequest.BodyPublisher body)
            throws Exception {
        return TestCoordinator.send(HttpRequest
                .newBuilder(coordinator.uri("/v1/runs/" + offer.run() + "/rounds/" + offer.round() + "/updates/"
                        + update.uploadId()))
                .header("authorization", "Bearer " + token).PUT(body).build());
    }

    /** Its trainer has no loss from now on. */
    public void withoutALoss() {
        loss = null;
    }

    /** The token of its session. */
    public String token() {
        return token;
    }

    /** The report of an upload. */
    public DeviceMessage.Report report(RoundOffer offer, Sealed update, int weight) {
        return report(offer, new UpdateReport(Versioned.VERSION, offer.run(), offer.round(), id, update.uploadId(),
                update.sha256(), TestReports.header(update.bytes()), weight));
    }

    /** A report in which the device signs this. */
    public DeviceMessage.Report report(RoundOffer offer, UpdateReport content) {
        return new DeviceMessage.Report(id, offer.planHash(), offer.modelVersion(),
                key.sign(SignatureContext.UPDATE_REPORT, WireJson.write(content)), loss, 7);
    }

    /** What a receipt says, if the coordinator signed it. */
    public UpdateReceipt read(CoordinatorMessage receipt) throws Exception {
        return WireJson.readDocument(coordinator.coordinator().keys().verify(SignatureContext.UPDATE_RECEIPT,
                ((CoordinatorMessage.Receipt) receipt).signed()), UpdateReceipt.class);
    }

    /** Takes part in a round as it should, its update all {@code delta}. */
    public CoordinatorMessage.Receipt takePart(float delta, int weight) throws Exception {
        RoundOffer offer = awaitOffer();
        Sealed update = seal(offer, delta);
        TestCoordinator.expect(204, upload(offer, update));
        return (CoordinatorMessage.Receipt) say(report(offer, update, weight));
    }

    /** The reason of a refusal. */
    public static Problem problem(HttpResponse<byte[]> response) throws Exception {
        String type = response.headers().firstValue("content-type").orElse("none");
        if (!type.equals("application/problem+json")) {
            throw new AssertionError("no problem but " + response.statusCode() + " " + type + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return WireJson.readMessage(response.body(), Problem.class);
    }
}
