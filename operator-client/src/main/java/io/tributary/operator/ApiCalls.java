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

/**
 * The HTTP of an operator's calls: authenticates, bounds answers, and turns problem documents into {@link RejectedException}.
 * Thread-safe.
 */
final class ApiCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI coordinator;
    private final String token;
    private final ClientTls tls;
    private final HttpClient kept;

    ApiCalls(URI coordinator, String token, ClientTls tls) {
        this.coordinator = URI.create(CoordinatorAddress.of("the coordinator's address", coordinator).address("/"));
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
        return send(kept, request(path).GET());
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
        change(request(path).DELETE());
    }

    /** Posts a message, once, and reads the one that answers it. */
    <T> T post(String path, Object message, Class<T> answer)
            throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(change(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(Fields.given("message", message))))), answer);
    }

    /** Posts nothing, once, and reads the message that answers it. */
    <T> T post(String path, Class<T> answer) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(post(path), answer);
    }

    /** Posts nothing, once. */
    byte[] post(String path) throws IOException, InterruptedException, RejectedException {
        return change(request(path).POST(BodyPublishers.noBody()));
    }

    /**
     * On a connection of its own. The coordinator may be closing one that was kept: the request would fail, and the caller could not
     * tell whether it had been carried out. The JDK sends no POST or DELETE twice.
     */
    private byte[] change(HttpRequest.Builder request) throws IOException, InterruptedException, RejectedException {
        return send(newClient(), request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(coordinator.resolve(path)).timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token).header("User-Agent", UserAgent.VALUE);
    }

    private byte[] send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException, RejectedException {
        HttpResponse<byte[]> response = answer(http, request.build());
        IntermediaryAnswer seen = seen(response);
        if (!seen.isSuccess() || seen.isPage()) {
            throw refusal(response);
        }
        return response.body();
    }

    private HttpResponse<byte[]> answer(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException, RejectedException {
        try {
            return http.send(request, answer -> new BoundedBody(WireJson.MAX_LIST));
        } catch (IOException failed) {
            if (failed.getCause() instanceof BoundedBody.TooLongException tooLong) {
                throw new RejectedException(Reason.TOO_LARGE, coordinator + ": " + tooLong.getMessage());
            }
            throw new UnreachableException(coordinator, tls.explain(failed), !request.method().equals("GET"), failed);
        }
    }

    private static IntermediaryAnswer seen(HttpResponse<byte[]> response) {
        HttpHeaders fields = response.headers();
        return new IntermediaryAnswer(response.statusCode(), fields.firstValue("Content-Type").orElse(null),
                fields.firstValue("Retry-After").orElse(null), fields.firstValue("Date").orElse(null));
    }

    private RejectedException refusal(HttpResponse<byte[]> response) throws UnreachableException, RejectedException {
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
