package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.internal.transport.Exchange.Bounds;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Transport} over HTTP, docs/protocol.md. Keeps at most 2 connections, and one more for a channel; every answer is
 * bounded in bytes and time before it is read. Built on the core client because that can reset a connection in the middle of an
 * answer.
 */
public final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /**
     * How long a coordinator may be silent once all of an upload was given to the network, which holds no more than it can send in a few
     * seconds: half of what any connection may be silent, so that one that died in the middle costs less.
     */
    private static final Duration UPLOAD_SILENCE = Duration.ofSeconds(15);
    private static final String BEARER = "Bearer ";
    private static final String PROOF = "DPoP";
    private static final int CHUNKS_IN_FLIGHT = 4;

    private final Vertx vertx;
    private final Endpoint endpoint;
    private final HttpClient client;
    private final ChannelOpener channels;
    private final SessionOpening opening;
    private final Duration uploadSilence;
    private final LongAdder up = new LongAdder();
    private final LongAdder down = new LongAdder();

    /** Connects to nothing yet, and will trust the authorities of the JVM. */
    public HttpTransport(Vertx vertx, URI coordinator) {
        this(vertx, coordinator, ClientTls.USUAL);
    }

    /**
     * Connects to nothing yet. The Vert.x instance is used, not owned.
     *
     * @param tls authorities to trust, and the certificate to show
     * @throws IllegalArgumentException if the address is not {@code https://host[:port]}, or {@code http} on loopback, or is
     *     {@code http} where TLS is set up
     */
    public HttpTransport(Vertx vertx, URI coordinator, ClientTls tls) {
        this(vertx, coordinator, tls, UPLOAD_SILENCE);
    }

    HttpTransport(Vertx vertx, URI coordinator, ClientTls tls, Duration uploadSilence) {
        this.vertx = vertx;
        this.uploadSilence = uploadSilence;
        this.endpoint = Endpoint.of(coordinator, tls);
        this.opening = new SessionOpening(address("/v1/sessions"));
        this.client = endpoint.client(vertx);
        this.channels = new ChannelOpener(vertx, endpoint);
    }

    /** Checks that a coordinator can be called. @throws IllegalArgumentException as the constructor does */
    public static void require(URI coordinator, ClientTls tls) {
        Endpoint.of(coordinator, tls);
    }

    @Override
    public List<KeyLink> keys(int after) throws RejectedException, TransportException, InterruptedException {
        return WireJson.readMessage(await(get("", "/v1/keys?after=" + after, KeyPage.MAX_BYTES)), KeyPage.class).keys();
    }

    @Override
    public SignedDocument enrol(String enrolmentToken, EnrolmentRequest request)
            throws RejectedException, TransportException, InterruptedException {
        byte[] answer = post("/v1/enrolments", bearer(enrolmentToken), WireJson.write(request));
        return WireJson.readMessage(answer, EnrolmentGrant.class).certificate();
    }

    @Override
    public SignedDocument renew(String token) throws RejectedException, TransportException, InterruptedException {
        return WireJson.readMessage(post("/v1/certificates", bearer(token), new byte[0]), EnrolmentGrant.class)
                .certificate();
    }

    @Override
    public SessionGrant openSession(SessionRequest request, ProofMaker proofs)
            throws RejectedException, TransportException, InterruptedException {
        byte[] json = WireJson.write(request);
        Answer answer = opening.open(proofs, proof -> await(ask("/v1/sessions", Map.of(PROOF, proof), json)));
        return WireJson.readMessage(await(accept(answer)), SessionGrant.class);
    }

    /** The absolute address of a path of the coordinator, as a proof names it. */
    public final String address(String path) {
        return endpoint.address(path);
    }

    @Override
    public CoordinatorMessage send(String token, DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException {
        return WireJson.readMessage(post("/v1/messages", bearer(token), WireJson.write(message)),
                CoordinatorMessage.class);
    }

    @Override
    public Channel channel(String token, String run, int round, Consumer<CoordinatorMessage> pushed)
            throws RejectedException, TransportException, InterruptedException {
        return channels.open(token, run, round, pushed);
    }

    @Override
    public SignedDocument plan(String token, String run)
            throws RejectedException, TransportException, InterruptedException {
        return document(token, "/v1/runs/" + run + "/plan");
    }

    @Override
    public SignedDocument manifest(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return document(token, "/v1/models/" + model + "/versions/" + version);
    }

    @Override
    public ManifestPage lineage(String token, String model, int after)
            throws RejectedException, TransportException, InterruptedException {
        return WireJson.readMessage(await(get(token, "/v1/models/" + model + "/lineage?after=" + after,
                WireJson.MAX_ENVELOPE)), ManifestPage.class);
    }

    @Override
    public InclusionProof inclusion(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return WireJson.readMessage(await(get(token, "/v1/models/" + model + "/versions/" + version + "/inclusion",
                WireJson.MAX_MESSAGE)), InclusionProof.class);
    }

    @Override
    public void chunks(String token, String model, List<WantedChunk> wanted, ChunkSink sink)
            throws RejectedException, TransportException, IOException, InterruptedException {
        Iterator<WantedChunk> rest = wanted.iterator();
        Queue<Future<byte[]>> flying = new ArrayDeque<>();
        ChunkRooms rooms = new ChunkRooms();
        for (WantedChunk chunk : wanted) {
            while (rest.hasNext() && flying.size() < CHUNKS_IN_FLIGHT) {
                WantedChunk next = rest.next();
                flying.add(chunk(token, model, next, rooms.take(next.length())));
            }
            byte[] bytes = await(flying.remove());
            sink.accept(chunk, bytes);
            rooms.giveBack(bytes);
        }
    }

    private Future<byte[]> chunk(String token, String model, WantedChunk chunk, byte[] room) {
        // A refusal is longer than a short chunk: it is bounded as a message.
        int most = Math.max(chunk.length(), WireJson.MAX_MESSAGE);
        return get(token, "/v1/models/" + model + "/chunks/" + chunk.sha256(), most, room);
    }

    @Override
    public byte[] network(String token, String model, NetworkSpec.TorchScript network, int part)
            throws RejectedException, TransportException, InterruptedException {
        int most = Math.max(network.partLength(part), WireJson.MAX_MESSAGE);
        return await(get(token, "/v1/models/" + model + "/networks/" + network.sha256() + "/parts/" + part, most));
    }

    @Override
    public Optional<Held> held(String token, UploadTarget target)
            throws RejectedException, TransportException, InterruptedException {
        Future<Optional<Held>> answered = exchange(ANSWER)
                .perform(update(HttpMethod.HEAD, token, target), HttpClientRequest::send)
                .compose(answer -> ResumableUpload.held(answer, target.length()));
        return await(answered);
    }

    @Override
    public void upload(String token, UploadTarget target, Path sealed, long from)
            throws RejectedException, TransportException, InterruptedException {
        long length = target.length() - from;
        RequestOptions options = update(from == 0 ? HttpMethod.PUT : HttpMethod.PATCH, token, target)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        ResumableUpload.fields(from).forEach(options::putHeader);
        try (FileChannel file = FileChannel.open(sealed, StandardOpenOption.READ)) {
            Promise<FileBody.Open> open = Promise.promise();
            Future<byte[]> answer = exchange(target.limit()).perform(options, request -> {
                up.add(length);
                open.complete(new FileBody.Open(request, vertx.getOrCreateContext()));
                return request.response();
            }).compose(this::accept).onFailure(open::tryFail);
            new FileBody(await(open.future()), answer).send(file, from, target.length(), uploadSilence);
            await(answer);
        } catch (IOException unreadable) {
            throw new TransportException(sealed + " cannot be read: " + unreadable, unreadable);
        }
    }

    private RequestOptions update(HttpMethod method, String token, UploadTarget target) {
        return endpoint.request(method,
                "/v1/runs/" + target.run() + "/rounds/" + target.round() + "/updates/" + target.uploadId())
                .putHeader(HttpHeaders.AUTHORIZATION, BEARER + token);
    }

    private Exchange exchange(Duration limit) {
        return new Exchange(vertx, client, new Bounds(WireJson.MAX_MESSAGE, limit));
    }

    private SignedDocument document(String token, String path)
            throws RejectedException, TransportException, InterruptedException {
        return WireJson.readDocument(await(get(token, path, WireJson.MAX_ENVELOPE)), SignedDocument.class);
    }

    private Future<byte[]> get(String token, String path, int most) {
        return get(token, path, most, new byte[0]);
    }

    private Future<byte[]> get(String token, String path, int most, byte[] room) {
        RequestOptions options = endpoint.request(HttpMethod.GET, path);
        bearer(token).forEach(options::putHeader);
        return new Exchange(vertx, client, new Bounds(most, ANSWER)).perform(options, room, HttpClientRequest::send)
                .compose(this::accept);
    }

    private byte[] post(String path, Map<CharSequence, String> headers, byte[] json)
            throws RejectedException, TransportException, InterruptedException {
        return await(ask(path, headers, json).compose(this::accept));
    }

    private Future<Answer> ask(String path, Map<CharSequence, String> headers, byte[] json) {
        RequestOptions options = endpoint.request(HttpMethod.POST, path)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        headers.forEach(options::putHeader);
        up.add(json.length);
        return exchange(ANSWER).perform(options, request -> request.send(Buffer.buffer(json)));
    }

    private Future<byte[]> accept(Answer answer) {
        down.add(answer.body().length);
        return Refusal.of(answer).<Future<byte[]>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(answer.body()));
    }

    private static Map<CharSequence, String> bearer(String token) {
        return token.isEmpty() ? Map.of() : Map.of(HttpHeaders.AUTHORIZATION, BEARER + token);
    }

    private <T> T await(Future<T> future) throws RejectedException, TransportException, InterruptedException {
        return Waiting.on(future, endpoint);
    }

    @Override
    public Traffic traffic() {
        return new Traffic(up.sum(), down.sum());
    }

    @Override
    public void close() {
        channels.close();
        client.close().onFailure(failed -> LOG.warn("connections to {} did not close", endpoint, failed));
    }
}
