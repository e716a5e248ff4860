package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers as docs/protocol.md says, from a script. Faults replace answers; alterations change them. */
public final class FakeCoordinator implements AutoCloseable {
    public final World world;
    public final FakeSessions sessions;
    public final FakeRounds rounds;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final int port;
    private volatile boolean dead;
    private volatile Runnable atCut = () -> {};
    private final FakeFaults faults = new FakeFaults();
    private final FakeUploads uploads;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Long> resumedAt = new CopyOnWriteArrayList<>();
    private final Set<String> agents = ConcurrentHashMap.newKeySet();
    private volatile Optional<FakeChannels> channels = Optional.empty();

    public FakeCoordinator(World world) {
        this(world, new FakeSessions(world), new FakeUploads(world));
    }

    private FakeCoordinator(World world, FakeSessions sessions, FakeUploads uploads) {
        this(world, sessions, uploads, new FakeRounds(world, sessions, uploads));
    }

    private FakeCoordinator(World world, FakeSessions sessions, FakeUploads uploads, FakeRounds rounds) {
        this.world = world;
        this.sessions = sessions;
        this.uploads = uploads;
        this.rounds = rounds;
        this.server = vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1").await();
        this.port = server.actualPort();
    }

    /** Another member of the same coordinator: it has an address and faults of its own, and shares everything else. */
    public FakeCoordinator member() {
        return new FakeCoordinator(world, sessions, uploads, rounds);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Is gone for good: connections break, and no other is taken. */
    public void die() {
        dead = true;
        server.close();
    }

    /** The next cut of an upload here is its end. */
    public void diesAtCut() {
        atCut = this::die;
    }

    /** Answers the next check-in that has no answer yet. */
    public void next(CoordinatorMessage message) {
        rounds.next(message);
    }

    /** Offers a round, signed as it should be. */
    public void offer(int round, int version, long deadline) {
        offer(world.offer(round, version, deadline));
    }

    /** Offers a round of whatever run, signed as it should be. */
    public void offer(RoundOffer offer) {
        next(new CoordinatorMessage.Assignment(
                world.signing.sign(SignatureContext.ROUND_OFFER, WireJson.write(offer)), null));
    }

    /** From the end of the script on, has the device wait for ever. */
    public void idleAtEnd() {
        rounds.idleAtEnd(true);
    }

    /** Breaks the next call whose method and path begin so, such as {@code "GET /v1/models"}. */
    public void fail(String call, Fault fault) {
        faults.fail(call, fault);
    }

    /** Breaks every call that begins so. */
    public void failAlways(String call, Fault fault) {
        faults.failAlways(call, fault);
    }

    /** Breaks nothing any more. */
    public void healAll() {
        faults.healAll();
        rounds.idleAtEnd(false);
    }

    /** Changes the body of every answer to a call that begins so. */
    public void alter(String call, UnaryOperator<byte[]> change) {
        faults.alter(call, change);
    }

    /** Method, path and query of each call so far that begins so. */
    public List<String> calls(String prefix) {
        return calls.stream().filter(call -> call.startsWith(prefix)).toList();
    }

    public <T extends DeviceMessage> List<T> messages(Class<T> type) {
        return rounds.messages(type);
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

    /** Channels are open from now on. */
    public FakeChannels openChannels() {
        FakeChannels fake = new FakeChannels(rounds::answer);
        channels = Optional.of(fake);
        return fake;
    }

    /** What clients said of themselves, in all requests. */
    public Set<String> agents() {
        return Set.copyOf(agents);
    }

    private void receive(HttpServerRequest request) {
        agents.add(String.valueOf(request.getHeader("user-agent")));
        String path = request.method() + " " + request.path();
        String call = request.method() + " " + request.uri();
        calls.add(call);
        if (path.equals("GET /v1/channel") && channels.isPresent() && !faults.isAlways(path)) {
            channels.get().upgrade(request);
            return;
        }
        if (call.startsWith("PATCH")) {
            resumedAt.add(Long.valueOf(request.getHeader("upload-offset")));
        }
        if (uploads.cuts(request, call.substring(call.lastIndexOf('/') + 1), atCut)) {
            return;
        }
        request.body().onSuccess(body -> {
            faults.of(call).ifPresentOrElse(fault -> fault.answer(request), () -> answer(request, call, body));
        });
    }

    private void answer(HttpServerRequest request, String call, Buffer body) {
        try {
            byte[] right = dispatch(request, body.getBytes());
            if (dead) {
                request.connection().close();
            } else {
                request.response().end(Buffer.buffer(faults.altered(call, right)));
            }
        } catch (RejectedException refused) {
            Fault.refuse(refused.reason(), refused.detail()).answer(request);
        }
    }

    private byte[] dispatch(HttpServerRequest request, byte[] body) throws RejectedException {
        String[] path = request.path().split("/", -1);
        return switch (request.method() + " " + path[2] + (path.length > 4 ? " " + path[4] : "")) {
            case "GET keys" -> WireJson.write(new KeyPage(
                    world.signing.chain().links(1 + Integer.parseInt(request.getParam("after")))));
            case "POST enrolments" -> sessions.enrol(request, WireJson.readMessage(body, EnrolmentRequest.class));
            case "POST certificates" -> sessions.renew(request);
            case "POST sessions" -> sessions.open(request, address(), WireJson.readMessage(body, SessionRequest.class));
            case "POST messages" -> {
                DeviceMessage message = WireJson.readMessage(body, DeviceMessage.class);
                sessions.authenticate(request);
                yield WireJson.write(rounds.answer(message));
            }
            case "GET runs plan", "GET models versions", "GET models chunks", "GET models lineage",
                    "GET models networks" -> {
                sessions.authenticate(request);
                yield read(path, request.getParam("after"));
            }
            case "PUT runs rounds", "PATCH runs rounds" -> {
                sessions.authenticate(request);
                yield uploads.take(request, path[7], body);
            }
            case "HEAD runs rounds" -> {
                sessions.authenticate(request);
                yield uploads.head(request, path[7]);
            }
            default -> throw new RejectedException(Reason.NOT_FOUND, request.path());
        };
    }

    /** Two manifests a page. */
    private ManifestPage lineage(int after) {
        return new ManifestPage(IntStream.rangeClosed(after + 1, Math.min(after + 2, world.newest()))
                .mapToObj(world::manifest).toList());
    }

    private byte[] read(String[] path, @Nullable String after) throws RejectedException {
        return switch (path[4]) {
            case "lineage" -> WireJson.write(lineage(Integer.parseInt(Objects.requireNonNull(after))));
            case "plan" -> WireJson.write(world.signedPlan());
            case "versions" -> path.length > 6 ? WireJson.write(world.inclusion())
                    : WireJson.write(world.manifest(Integer.parseInt(path[5])));
            case "networks" -> world.network();
            default -> world.chunk(path[5]);
        };
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
