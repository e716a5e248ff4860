package io.tributary.operator;

import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.Fields;
import io.tributary.protocol.IntermediaryAnswer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.UserAgent;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The HTTP of an operator's calls: authenticates, bounds answers, and turns problem documents into {@link RejectedException}.
 * Thread-safe.
 */
final class ApiCalls {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "PUT");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<URI> coordinators;
    private final AtomicInteger answering = new AtomicInteger();
    private final String token;
    private final ClientTls tls;
    private final HttpClient kept;

    /** @param coordinators members of one cluster, at least one; the one that answered last is asked first */
    ApiCalls(List<URI> coordinators, String token, ClientTls tls) {
        this.coordinators = Fields.given("coordinators", coordinators).stream()
                .map(one -> URI.create(CoordinatorAddress.of("the coordinator's address", one).address("/"))).toList();
        if (this.coordinators.isEmpty()) {
            throw new IllegalArgumentException("give at least one address of a coordinator");
        }
        this.token = BearerToken.require("token", token);
        this.tls = Fields.given("tls", tls);
        this.kept = newClient();
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
                .sslContext(tls.context()).sslParameters(tls.parameters()).build();
    }

    /** Reads. When a kept connection turns out to be closed, the JDK asks again on another one. */
    byte[] get(String path) throws IOException, InterruptedException, RejectedException {
        return send(kept, path, HttpRequest.Builder::GET);
    }

    /** Reads a message. */
    <T> T get(String path, Class<T> type) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(get(path), type);
    }

    /** Reads a signed document, whose signature is not looked at. */
    SignedDocument document(String path) throws IOException, InterruptedException, RejectedException {
        return WireJson.readDocument(get(path), SignedDocument.class);
    }

    /** Deletes, once. */
    void delete(String path) throws IOException, InterruptedException, RejectedException {
        change(path, HttpRequest.Builder::DELETE);
    }

    /** Posts a message, once, and reads the one that answers it. */
    <T> T post(String path, Object message, Class<T> answer)
            throws IOException, InterruptedException, RejectedException {
        byte[] body = WireJson.write(Fields.given("message", message));
        return WireJson.readMessage(change(path, request -> request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))), answer);
    }

    /** Posts nothing, once, and reads the message that answers it. */
    <T> T post(String path, Class<T> answer) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(post(path), answer);
    }

    /** Posts nothing, once. */
    byte[] post(String path) throws IOException, InterruptedException, RejectedException {
        return change(path, request -> request.POST(BodyPublishers.noBody()));
    }

    /** Puts bytes. As often as is needed gives what once gives: a connection that was closed meanwhile is opened again, once. */
    void put(String path, byte[] body) throws IOException, InterruptedException, RejectedException {
        UnaryOperator<HttpRequest.Builder> put = request -> request.header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(body));
        try {
            send(kept, path, put);
        } catch (UnreachableException closed) {
            try {
                send(newClient(), path, put);
            } catch (UnreachableException silent) {
                silent.addSuppressed(closed);
                throw silent;
            }
        }
    }

    /**
     * On a connection of its own. The coordinator may be closing one that was kept: the request would fail, and the caller could not
     * tell whether it had been carried out. The JDK sends no POST or DELETE twice.
     */
    private byte[] change(String path, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException, RejectedException {
        return send(newClient(), path, request);
    }

    private HttpRequest request(URI coordinator, String path, UnaryOperator<HttpRequest.Builder> more) {
        return more.apply(HttpRequest.newBuilder(coordinator.resolve(path)).timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token).header("User-Agent", UserAgent.VALUE)).build();
    }

    /** Asks one member after the other until one answers. What changes something goes to the next one only if it surely was not carried out. */
    private byte[] send(HttpClient http, String path, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException, RejectedException {
        int first = answering.get();
        for (int tried = 1;; tried++) {
            int member = (first + tried - 1) % coordinators.size();
            try {
                byte[] body = send(http, coordinators.get(member), request(coordinators.get(member), path, request));
                answering.set(member);
                return body;
            } catch (UnreachableException silent) {
                if (tried == coordinators.size() || silent.mayBeDone()) {
                    throw silent;
                }
            }
        }
    }

    private byte[] send(HttpClient http, URI coordinator, HttpRequest request)
            throws IOException, InterruptedException, RejectedException {
        HttpResponse<byte[]> response = answer(http, coordinator, request);
        IntermediaryAnswer seen = seen(response);
        if (!seen.isSuccess() || seen.isPage()) {
            throw refusal(coordinator, response);
        }
        return response.body();
    }

    private HttpResponse<byte[]> answer(HttpClient http, URI coordinator, HttpRequest request)
            throws IOException, InterruptedException, RejectedException {
        try {
            return http.send(request, answer -> new BoundedBody(WireJson.MAX_LIST));
        } catch (IOException failed) {
            if (failed.getCause() instanceof BoundedBody.TooLongException tooLong) {
                throw new RejectedException(Reason.TOO_LARGE, coordinator + ": " + tooLong.getMessage());
            }
            throw new UnreachableException(coordinator, tls.explain(failed), !IDEMPOTENT.contains(request.method()),
                    failed);
        }
    }

    private static IntermediaryAnswer seen(HttpResponse<byte[]> response) {
        HttpHeaders fields = response.headers();
        return new IntermediaryAnswer(response.statusCode(), fields.firstValue("Content-Type").orElse(null),
                fields.firstValue("Retry-After").orElse(null), fields.firstValue("Date").orElse(null));
    }

    private RejectedException refusal(URI coordinator, HttpResponse<byte[]> response)
            throws UnreachableException, RejectedException {
        IntermediaryAnswer seen = seen(response);
        if (seen.isProblem()) {
            Problem problem = WireJson.readMessage(response.body(), Problem.class);
            return new RejectedException(problem.code(), problem.detail(),
                    seen.wait(InstantSource.system()).orElse(null));
        }
        if (seen.isTooLarge()) {
            return new RejectedException(Reason.TOO_LARGE, coordinator + ": " + seen.words());
        }
        throw new UnreachableException(coordinator, seen);
    }
}
