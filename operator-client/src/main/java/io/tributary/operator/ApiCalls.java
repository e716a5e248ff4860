package io.tributary.operator;

import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The HTTP of an operator's calls: authenticates, bounds answers, and turns problem documents into {@link RejectedException}.
 * Thread-safe.
 */
final class ApiCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PROBLEM = "application/problem+json";

    private final URI coordinator;
    private final String token;
    private final ClientTls tls;
    private final HttpClient kept;

    ApiCalls(URI coordinator, String token, ClientTls tls) {
        this.coordinator = URI.create(CoordinatorAddress.of("the coordinator's address", coordinator).address("/"));
        this.token = BearerToken.require("token", token);
        this.tls = tls;
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

    /** Deletes, once. */
    void delete(String path) throws IOException, InterruptedException, RejectedException {
        change(request(path).DELETE());
    }

    /** Posts a message, once. */
    byte[] post(String path, Object message) throws IOException, InterruptedException, RejectedException {
        return change(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(message))));
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
        return HttpRequest.newBuilder(coordinator.resolve(path)).timeout(TIMEOUT).header("Authorization",
                "Bearer " + token);
    }

    private byte[] send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException, RejectedException {
        HttpResponse<byte[]> response = answer(http, request.build());
        if (response.statusCode() / 100 != 2) {
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

    private RejectedException refusal(HttpResponse<byte[]> response) throws UnreachableException, RejectedException {
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM)) {
            throw new UnreachableException(coordinator, response.statusCode());
        }
        Problem problem = WireJson.readMessage(response.body(), Problem.class);
        return new RejectedException(problem.code(), problem.detail());
    }
}
