package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Answers as docs/protocol.md says, from a script: check-ins are answered from a queue, and once that is empty the run has ended.
 * Faults replace answers; alterations change them.
 */
public final class FakeCoordinator implements AutoCloseable {
    public final World world;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Queue<CoordinatorMessage> script = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Fault> always = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<byte[]>> alterations = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<DeviceMessage> messages = new CopyOnWriteArrayList<>();
    private final FakeUploads uploads;
    private final List<Long> resumedAt = new CopyOnWriteArrayList<>();
    private final List<SessionGrant> sessions = new CopyOnWriteArrayList<>();
    private volatile Optional<FakeChannels> channels = Optional.empty();
    private volatile VerifyingKey device;
    private volatile Optional<String> certified = Optional.empty();
    private volatile Optional<String> received = Optional.empty();
    private volatile Optional<String> nonce = Optional.empty();
    private volatile InstantSource date = InstantSource.system();
    private final List<PossessionProof> shown = new CopyOnWriteArrayList<>();
    private volatile Optional<SigningKey> receiptKey = Optional.empty();
    private volatile BiConsumer<DeviceMessage.Report, byte[]> onReport = (report, sealed) -> {};
    private final Set<String> proofs = ConcurrentHashMap.newKeySet();
    private final Set<String> agents = ConcurrentHashMap.newKeySet();
    private volatile String name = "";
    private volatile Optional<String> wanted = Optional.empty();
    private volatile long issued = 1;
    private volatile long certificateEnds = Long.MAX_VALUE;
    private volatile boolean idleAtEnd;
    private volatile Runnable onDecline = () -> {};
    private volatile Optional<InstantSource> clock = Optional.empty();
    private volatile long sessionExpires = Long.MAX_VALUE;

    /** Instead of an answer. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpServerRequest request);

        static Fault refuse(Reason reason) {
            return request -> FakeCoordinator.refuse(request, reason, "scripted");
        }

        /** A status with no problem in it, as proxies send. */
        static Fault status(int status) {
            return request -> request.response().setStatusCode(status).end("<html>");
        }

        static Fault body(String body) {
            return request -> request.response().end(body);
        }

        /** An answer that goes on as long as it is read; counts what was sent. */
        static Fault endless(AtomicLong sent) {
            Buffer block = Buffer.buffer(new byte[64 * 1024]);
            return request -> {
                HttpServerResponse response = request.response().setChunked(true);
                pour(response, block, sent);
            };
        }

        private static void pour(HttpServerResponse response, Buffer block, AtomicLong sent) {
            response.write(block).onSuccess(written -> {
                sent.addAndGet(block.length());
                pour(response, block, sent);
            });
        }

        static Fault drop() {
            return request -> request.connection().close();
        }
    }

    public FakeCoordinator(World world) {
        this.world = world;
        this.uploads = new FakeUploads(world);
        this.server = vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1").await();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Answers the next check-in that has no answer yet. */
    public void next(CoordinatorMessage message) {
        script.add(message);
    }

    /** Offers a round, signed as it should be. */
    public void offer(int round, int version, long deadline) {
        next(new CoordinatorMessage.Assignment(
                world.signing.sign(SignatureContext.ROUND_OFFER,
                        WireJson.write(world.offer(round, version, deadline))),
                null));
    }

    /** Does this when a device declines, before it is answered. */
    public void onDecline(Runnable then) {
        this.onDecline = then;
    }

    /** Tells what time it has from now on, as older coordinators do not. */
    public void clock(InstantSource clock) {
        this.clock = Optional.of(clock);
    }

    /** Breaks the next call whose method and path begin so, such as {@code "GET /v1/models"}. */
    public void fail(String call, Fault fault) {
        faults.computeIfAbsent(call, key -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /** Breaks every call that begins so. */
    public void failAlways(String call, Fault fault) {
        always.put(call, fault);
    }

    /** Breaks nothing any more. */
    public void healAll() {
        faults.clear();
        always.clear();
        idleAtEnd = false;
    }

    /** Changes the body of every answer to a call that begins so. */
    public void alter(String call, UnaryOperator<byte[]> change) {
        alterations.put(call, change);
    }

    /** From the end of the script on, has the device wait for ever. */
    public void idleAtEnd() {
        idleAtEnd = true;
    }

    /** Certifies this device, whoever asks. */
    public void certificatesFor(String other) {
        certified = Optional.of(other);
    }

    /** Acknowledges this device's updates, whosever they are. */
    public void receiptsFor(String other) {
        received = Optional.of(other);
    }

    /** From now on, proofs must name this nonce; a refusal says it and this time. */
    public void wantsNonce(String wantedNonce, InstantSource time) {
        date = time;
        nonce = Optional.of(wantedNonce);
    }

    /** The proofs that opened sessions, in order. */
    public List<PossessionProof> proofs() {
        return shown;
    }

    /** Signs receipts with this key. */
    public void receiptsBy(SigningKey other) {
        receiptKey = Optional.of(other);
    }

    /** What devices said of their uploads, in order. */
    public List<UpdateReport> reports() {
        return messages(DeviceMessage.Report.class).stream().map(World::content).toList();
    }

    /** Does something with every acknowledged update, before the device hears of it. */
    public void onReport(BiConsumer<DeviceMessage.Report, byte[]> action) {
        onReport = action;
    }

    /** Enrols with this token alone. */
    public void enrolsWith(String token) {
        wanted = Optional.of(token);
    }

    /** From now on, certificates hold for this time. */
    public void certifies(long from, long until) {
        issued = from;
        certificateEnds = until;
    }

    public void sessionsExpireAt(long millis) {
        sessionExpires = millis;
    }

    /** Method and path of each call so far that begins so. */
    public List<String> calls(String prefix) {
        return calls.stream().filter(call -> call.startsWith(prefix)).toList();
    }

    public <T extends DeviceMessage> List<T> messages(Class<T> type) {
        return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Uploaded bytes by upload id. */
    public Map<String, byte[]> uploads() {
        return uploads.complete();
    }

    /** Cuts the next request that brings bytes of an update off, once so many have come. */
    public void cutUploadAfter(int bytes) {
        uploads.cutAfter(bytes);
    }

    /** The last offset not after so many bytes at which an upload can go on. */
    public static long stop(long bytes) {
        return FakeUploads.stop(bytes);
    }

    /** Loses the uploads that are not complete. */
    public void losePartialUploads() {
        uploads.forgetPartial();
    }

    /** The {@code Upload-Offset} of every PATCH so far. */
    public List<Long> resumedAt() {
        return resumedAt;
    }

    public List<SessionGrant> sessions() {
        return sessions;
    }

    /** Channels are open from now on. */
    public FakeChannels openChannels() {
        FakeChannels fake = new FakeChannels(message -> handle(message));
        channels = Optional.of(fake);
        return fake;
    }

    /** What clients said of themselves, in all requests. */
    public Set<String> agents() {
        return Set.copyOf(agents);
    }

    private void receive(HttpServerRequest request) {
        agents.add(String.valueOf(request.getHeader("user-agent")));
        String call = request.method() + " " + request.path();
        calls.add(call);
        if (call.equals("GET /v1/channel") && channels.isPresent() && !always.containsKey(call)) {
            channels.get().upgrade(request);
            return;
        }
        if (call.startsWith("PATCH")) {
            resumedAt.add(Long.valueOf(request.getHeader("upload-offset")));
        }
        if (uploads.cuts(request, call.substring(call.lastIndexOf('/') + 1))) {
            return;
        }
        request.body().onSuccess(body -> {
            fault(call).ifPresentOrElse(fault -> fault.answer(request), () -> answer(request, call, body));
        });
    }

    private Optional<Fault> fault(String call) {
        Stream<Fault> once = faults.entrySet().stream().filter(entry -> call.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().poll()).filter(Objects::nonNull);
        Stream<Fault> ever = always.entrySet().stream().filter(entry -> call.startsWith(entry.getKey()))
                .map(Map.Entry::getValue);
        return Stream.concat(once, ever).findFirst();
    }

    private void answer(HttpServerRequest request, String call, Buffer body) {
        try {
            byte[] answer = dispatch(request, body.getBytes());
            for (Map.Entry<String, UnaryOperator<byte[]>> alteration : alterations.entrySet()) {
                answer = call.startsWith(alteration.getKey()) ? alteration.getValue().apply(answer) : answer;
            }
            request.response().end(Buffer.buffer(answer));
        } catch (RejectedException refused) {
            refuse(request, refused.reason(), refused.detail());
        }
    }

    private static void refuse(HttpServerRequest request, Reason reason, String detail) {
        request.response().setStatusCode(reason.status()).putHeader("content-type", "application/problem+json")
                .putHeader("tributary-reason", reason.code())
                .end(Buffer.buffer(WireJson.write(Problem.of(reason, detail))));
    }

    private byte[] dispatch(HttpServerRequest request, byte[] body) throws RejectedException {
        String[] path = request.path().split("/", -1);
        return switch (request.method() + " " + path[2] + (path.length > 4 ? " " + path[4] : "")) {
            case "GET keys" -> WireJson.write(new KeyPage(
                    world.signing.chain().links(1 + Integer.parseInt(request.getParam("after")))));
            case "POST enrolments" -> enrol(request, WireJson.readMessage(body, EnrolmentRequest.class));
            case "POST certificates" -> renew(request);
            case "POST sessions" -> open(request, WireJson.readMessage(body, SessionRequest.class));
            case "POST messages" -> handle(request, WireJson.readMessage(body, DeviceMessage.class));
            case "GET runs plan", "GET models versions", "GET models chunks" -> {
                authenticate(request);
                yield read(path);
            }
            case "PUT runs rounds", "PATCH runs rounds" -> {
                authenticate(request);
                yield uploads.take(request, path[7], body);
            }
            case "HEAD runs rounds" -> {
                authenticate(request);
                yield uploads.head(request, path[7]);
            }
            default -> throw new RejectedException(Reason.NOT_FOUND, request.path());
        };
    }

    private byte[] read(String[] path) throws RejectedException {
        return switch (path[4]) {
            case "plan" -> WireJson.write(world.signedPlan());
            case "versions" -> path.length > 6 ? WireJson.write(world.inclusion())
                    : WireJson.write(world.manifest(Integer.parseInt(path[5])));
            default -> world.chunk(path[5]);
        };
    }

    private byte[] enrol(HttpServerRequest http, EnrolmentRequest request) throws RejectedException {
        if (wanted.isPresent() && !("Bearer " + wanted.get()).equals(http.getHeader("authorization"))) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not the enrolment token");
        }
        device = VerifyingKey.of(request.publicKey());
        name = request.device();
        return certificate();
    }

    private byte[] renew(HttpServerRequest http) throws RejectedException {
        authenticate(http);
        return certificate();
    }

    private byte[] certificate() {
        return WireJson.write(new EnrolmentGrant(world.signing.sign(SignatureContext.CERTIFICATE, WireJson.write(
                new Certificate(1, certified.orElse(name), device.raw(), issued, certificateEnds)))));
    }

    private byte[] open(HttpServerRequest http, SessionRequest request) throws RejectedException {
        Certificate said = WireJson.readDocument(
                world.signing.chain().verify(SignatureContext.CERTIFICATE, request.certificate()),
                Certificate.class);
        PossessionProof proof = PossessionProof.verify(VerifyingKey.of(said.publicKey()), http.getHeader("DPoP"));
        if (!proof.method().equals("POST") || !proof.uri().equals(address() + "/v1/sessions")
                || !proofs.add(proof.id())) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not a proof for this request");
        }
        if (nonce.isPresent() && !nonce.get().equals(proof.nonce())) {
            http.response().putHeader("dpop-nonce", nonce.get()).putHeader("date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(date.instant().atOffset(ZoneOffset.UTC)));
            throw new RejectedException(Reason.USE_DPOP_NONCE, "another nonce is wanted");
        }
        shown.add(proof);
        SessionGrant grant = new SessionGrant("token-of-session-" + sessions.size() + "-" + "x".repeat(32)
                + said.device(), sessionExpires, now());
        sessions.add(grant);
        return WireJson.write(grant);
    }

    private CoordinatorMessage timed(CoordinatorMessage answer) {
        return answer instanceof CoordinatorMessage.Assignment assignment
                ? new CoordinatorMessage.Assignment(assignment.offer(), now())
                : answer;
    }

    private Long now() {
        return clock.map(InstantSource::millis).orElse(null);
    }

    /** Only the token of the newest session is good. */
    private void authenticate(HttpServerRequest request) throws RejectedException {
        String token = sessions.isEmpty() ? "" : sessions.get(sessions.size() - 1).token();
        if (!("Bearer " + token).equals(request.getHeader("authorization"))) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not the token of the newest session");
        }
    }

    private byte[] handle(HttpServerRequest request, DeviceMessage message) throws RejectedException {
        authenticate(request);
        return WireJson.write(handle(message));
    }

    private CoordinatorMessage handle(DeviceMessage message) throws RejectedException {
        messages.add(message);
        if (message instanceof DeviceMessage.Decline) {
            onDecline.run();
        }
        if (message instanceof DeviceMessage.CheckIn) {
            CoordinatorMessage answer = script.poll();
            return answer != null ? timed(answer) : afterScript();
        }
        if (message instanceof DeviceMessage.Report report) {
            CoordinatorMessage receipt = receipt(report);
            onReport.accept(report, uploads.complete().get(World.content(report).uploadId()));
            return receipt;
        }
        return new CoordinatorMessage.Wait(1000);
    }

    private CoordinatorMessage afterScript() {
        return idleAtEnd ? new CoordinatorMessage.Wait(86_400_000)
                : new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, world.newest());
    }

    private CoordinatorMessage receipt(DeviceMessage.Report message) throws RejectedException {
        UpdateReport report = WireJson.readDocument(
                device.verify(SignatureContext.UPDATE_REPORT, message.signed()), UpdateReport.class);
        byte[] bytes = uploads.complete().get(report.uploadId());
        if (bytes == null || !Sha256.of(bytes).hex().equals(report.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "no such bytes were uploaded");
        }
        return new CoordinatorMessage.Receipt(receiptKey.map(SigningKeys::single).orElse(world.signing)
                .sign(SignatureContext.UPDATE_RECEIPT, WireJson.write(new UpdateReceipt(1, report.run(),
                        report.round(), received.orElse(report.device()), report.uploadId(), report.sha256(),
                        report.weight(), 1_000))));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
