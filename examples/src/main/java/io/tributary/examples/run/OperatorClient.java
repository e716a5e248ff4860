package io.tributary.examples.run;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.x509.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What an operator says to a coordinator: start a run, look at it, stop it. Thread-safe. */
public final class OperatorClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI coordinator;
    private final String token;
    private final ClientTls tls;

    /**
     * Connects to nothing yet.
     *
     * @param token of the operator; a secret
     * @param tls whom to believe and what to show, where the address is {@code https}; the host's name is verified
     */
    public OperatorClient(URI coordinator, String token, ClientTls tls) {
        this.coordinator = coordinator;
        this.token = token;
        this.tls = tls;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
                .sslContext(tls.context()).build();
    }

    /** Starts a run of a plan that the model owner signed; returns its id. */
    String start(SignedDocument plan) throws IOException, InterruptedException, RejectedException {
        HttpRequest.Builder post = request("/v1/runs").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(new RunRequest(plan))));
        return WireJson.readMessage(send(post), RunCreated.class).run();
    }

    RunView view(String run) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/runs/" + run).GET()), RunView.class);
    }

    void stop(String run) throws IOException, InterruptedException, RejectedException {
        send(request("/v1/runs/" + run).DELETE());
    }

    /** A page of the audit log behind an entry, for an admin; empty behind the last. */
    public List<SignedDocument> audit(int after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/audit?after=" + after).GET()), AuditPage.class).entries();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(coordinator.resolve(path)).timeout(TIMEOUT).header("Authorization",
                "Bearer " + token);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException, RejectedException {
        HttpResponse<byte[]> response = answer(request.build());
        if (response.statusCode() / 100 != 2) {
            Problem problem = WireJson.readMessage(response.body(), Problem.class);
            throw new RejectedException(problem.code(), problem.detail());
        }
        return response.body();
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), WireJson.MAX_ENVELOPE));
        } catch (IOException failed) {
            throw new UnreachableException(coordinator, tls.explain(failed), failed);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
