package io.tributary.operator;

import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.ModelPage;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an operator asks of a coordinator, over its web API (docs/openapi.yaml). Each method is one call, which blocks until it is
 * answered, at most 30 seconds. Thread-safe; there is nothing to close.
 *
 * <p>Every method throws {@link RejectedException} if the coordinator refuses, with the reason it gave, or if its answer is not what
 * the API promises (MALFORMED, TOO_LARGE beyond 32 MiB); {@link UnreachableException} if no coordinator answered; and
 * {@link IllegalArgumentException}, before anything is sent, for an id that cannot be one.
 *
 * <p><b>What may be repeated</b> after an {@link UnreachableException}: everything that reads, {@link #stop}, {@link #resume} and
 * {@link #revoke}, which have no effect the second time. {@link #start} and {@link #mint} may have been carried out although the
 * answer was lost, and a second call starts a second run or mints further tokens: look at {@link #runs()} first. This client sends
 * neither of them again by itself.
 */
public final class OperatorClient {
    private final ApiCalls calls;

    /**
     * Connects to nothing yet.
     *
     * @param coordinator {@code https://host[:port]}, or {@code http} on loopback; a path is ignored
     * @param token of the operator, a JWT; a secret. What anybody may read is answered with any token
     * @param tls whom to believe and what to show, where the address is {@code https}; the host's name is verified
     * @throws IllegalArgumentException if the token is empty or holds more than printable ASCII without spaces
     */
    public OperatorClient(URI coordinator, String token, ClientTls tls) {
        this.calls = new ApiCalls(coordinator, token, tls);
    }

    /**
     * Starts a run. Not to be repeated without a look at {@link #runs()}.
     *
     * @param plan a {@link io.tributary.protocol.plan.RunPlan} that the model owner signed
     * @return the new run's id, a UUIDv7
     */
    public String start(SignedDocument plan) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.post("/v1/runs", new RunRequest(plan)), RunCreated.class).run();
    }

    /** How a run stands, with its closed rounds. */
    public RunView view(String run) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.get(runPath(run)), RunView.class);
    }

    /** All runs, oldest first, each with its closed rounds. */
    public List<RunView> runs() throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessages(calls.get("/v1/runs"), RunView.class);
    }

    /** Stops a run; one that is over stays as it is. */
    public void stop(String run) throws IOException, InterruptedException, RejectedException {
        calls.delete(runPath(run));
    }

    /** Goes on with a run that was stopped or has failed; an active one stays as it is. */
    public void resume(String run) throws IOException, InterruptedException, RejectedException {
        calls.post(runPath(run) + "/resume");
    }

    /** A run's signed plan, not verified. */
    public SignedDocument plan(String run) throws IOException, InterruptedException, RejectedException {
        return WireJson.readDocument(calls.get(runPath(run) + "/plan"), SignedDocument.class);
    }

    /**
     * A page of the population.
     *
     * @param after the page begins after this id: {@link DevicePage#next()} of the page before, empty for the first page
     */
    public DevicePage devices(String after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.get("/v1/devices?after=" + encoded(after)), DevicePage.class);
    }

    /** Revokes a device, for ever. */
    public void revoke(String device) throws IOException, InterruptedException, RejectedException {
        calls.delete("/v1/devices/" + Ids.device(device));
    }

    /** Has enrolment tokens minted. Each call mints new ones, and this is the only time that they are seen. */
    public TokensMinted mint(TokenRequest wanted) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.post("/v1/tokens", wanted), TokensMinted.class);
    }

    /**
     * A page of the registry.
     *
     * @param after the page begins after this name: {@link ModelPage#next()} of the page before, empty for the first page
     */
    public ModelPage models(String after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.get("/v1/models?after=" + encoded(after)), ModelPage.class);
    }

    /**
     * A version's signed manifest, not verified.
     *
     * @param version a number, or {@code latest}
     */
    public SignedDocument manifest(String model, String version)
            throws IOException, InterruptedException, RejectedException {
        return WireJson.readDocument(calls.get("/v1/models/" + Ids.model(model) + "/versions/" + encoded(version)),
                SignedDocument.class);
    }

    /**
     * An encoded chunk of a model, not verified.
     *
     * @param sha256 its name, as the manifest has it
     */
    public byte[] chunk(String model, String sha256) throws IOException, InterruptedException, RejectedException {
        return calls.get("/v1/models/" + Ids.model(model) + "/chunks/" + encoded(sha256));
    }

    /**
     * A page of the audit log, for an admin.
     *
     * @param after the page begins behind this many entries; 0 for the first page
     * @return signed {@link io.tributary.protocol.message.AuditEntry}s, not verified; empty behind the last
     */
    public List<SignedDocument> audit(int after) throws IOException, InterruptedException, RejectedException {
        return WireJson.readMessage(calls.get("/v1/audit?after=" + after), AuditPage.class).entries();
    }

    private static String runPath(String run) {
        return "/v1/runs/" + Ids.run(run);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
