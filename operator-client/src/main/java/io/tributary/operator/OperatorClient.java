package io.tributary.operator;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * What an operator says to a coordinator. Every method throws {@link RejectedException} if it is refused. Answers are bounded.
 * Connections are kept for less time than a coordinator keeps them; if one is closed all the same, by a restart, the JDK's client asks
 * a question again, and sends nothing twice that changes something: a second run might be started. Thread-safe.
 */
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
    public String start(SignedDocument plan) throws IOException, InterruptedException, RejectedException {
        HttpRequest.Builder post = request("/v1/runs").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(new RunRequest(plan))));
        return WireJson.readMessage(send(post), RunCreated.class).run();
    }

    /** How a run stands. */
    public RunView view(String run) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/runs/" + run).GET()), RunView.class);
    }

    /** Stops a run. */
    public void stop(String run) throws IOException, InterruptedException, RejectedException {
        send(request("/v1/runs/" + run).DELETE());
    }

    /** A page of the audit log behind an entry, for an admin; empty behind the last. */
    public List<SignedDocument> audit(int after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/audit?after=" + after).GET()), AuditPage.class).entries();
    }

    /** Goes on with a run that was stopped or has failed. */
    public void resume(String run) throws IOException, InterruptedException, RejectedException {
        send(request("/v1/runs/" + run + "/resume").POST(BodyPublishers.noBody()));
    }

    /** All runs, oldest first. */
    public List<RunView> runs() throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessages(send(request("/v1/runs").GET()), RunView.class);
    }

    /** A page of the population, after this device; from the beginning if that is empty. */
    public DevicePage devices(String after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/devices?after=" + after).GET()), DevicePage.class);
    }

    /** Revokes a device for ever. */
    public void revoke(String device) throws IOException, InterruptedException, RejectedException {
        send(request("/v1/devices/" + device).DELETE());
    }

    /** Has enrolment tokens minted. */
    public TokensMinted mint(TokenRequest wanted) throws IOException, InterruptedException, RejectedException {
        HttpRequest.Builder post = request("/v1/tokens").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(wanted)));
        return WireJson.readMessage(send(post), TokensMinted.class);
    }

    /** A page of the registry, after this model; from the beginning if that is empty. */
    public ModelPage models(String after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(send(request("/v1/models?after=" + after).GET()), ModelPage.class);
    }

    /** A version's signed manifest, not verified; {@code latest} is the newest version. */
    public SignedDocument manifest(String model, String version)
            throws IOException, InterruptedException, RejectedException {
        return WireJson.readDocument(send(request("/v1/models/" + model + "/versions/" + version).GET()),
                SignedDocument.class);
    }

    /** A run's signed plan, not verified. */
    public SignedDocument plan(String run) throws IOException, InterruptedException, RejectedException {
        return WireJson.readDocument(send(request("/v1/runs/" + run + "/plan").GET()), SignedDocument.class);
    }

    /** An encoded chunk of a model, not verified. */
    public byte[] chunk(String model, String sha256) throws IOException, InterruptedException, RejectedException {
        return send(request("/v1/models/" + model + "/chunks/" + sha256).GET());
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
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), WireJson.MAX_LIST));
        } catch (IOException failed) {
            throw new UnreachableException(coordinator, tls.explain(failed), !request.method().equals("GET"), failed);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
