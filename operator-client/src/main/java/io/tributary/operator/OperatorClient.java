package io.tributary.operator;

import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an operator asks of a coordinator, over its web API (docs/openapi.yaml). Each method is one call, which blocks until it is
 * answered, at most 30 seconds. Thread-safe; there is nothing to close.
 *
 * <p>Every method throws {@link RejectedException} if the coordinator refuses, with the reason it gave, or if its answer is not what
 * the API promises (MALFORMED, TOO_LARGE beyond 32 MiB); {@link UnreachableException} if no coordinator answered; and
 * {@link IllegalArgumentException}, before anything is sent, for an id that cannot be one.
 *
 * <p><b>What may be repeated</b> after an {@link UnreachableException}: everything that reads, {@link #putStart}, {@link #putNetwork}, {@link #stop}, {@link #resume},
 * {@link #revoke}, {@link #restore} and what deletes or restores models and versions, which have no effect the second time, and what
 * deletes otherwise, which is NOT_FOUND then. {@link #start}, {@link #mint} and {@link #recover} may have been carried out although the
 * answer was lost, and a second call starts a second run or mints further tokens: look at {@link #latest()} first. This client sends
 * none of them again by itself.
 */
public final class OperatorClient {
    private final ApiCalls calls;

    /**
     * Connects to nothing yet.
     *
     * @param coordinator {@code https://host[:port]}, or {@code http} on loopback
     * @param token of the operator, a JWT; a secret. What anybody may read is answered with any token
     * @param tls whom to believe and what to show, where the address is {@code https}; the host's name is verified
     * @throws IllegalArgumentException if the address is another, or the token is empty or holds more than printable ASCII without spaces
     */
    public OperatorClient(URI coordinator, String token, ClientTls tls) {
        this(List.of(Fields.given("coordinator", coordinator)), token, tls);
    }

    /**
     * The same for the members of a cluster: when one does not answer, the next one is asked, unless it is not known whether a change was
     * carried out.
     */
    public OperatorClient(List<URI> members, String token, ClientTls tls) {
        this.calls = new ApiCalls(members, token, tls);
    }

    /**
     * Starts a run. Not to be repeated without a look at {@link #latest()}.
     *
     * @param plan a {@link io.tributary.protocol.plan.RunPlan} that the model owner signed
     * @return the new run's id, a UUIDv7
     */
    public String start(SignedDocument plan) throws IOException, InterruptedException, RejectedException {
        return start(plan, RunQueueing.USUAL_PRIORITY);
    }

    /**
     * Starts a run as {@link #start(SignedDocument)} does.
     *
     * @param priority 0..{@value RunQueueing#MOST_PRIORITY}: while runs wait, the higher the sooner
     */
    public String start(SignedDocument plan, int priority) throws IOException, InterruptedException, RejectedException {
        return calls.post(ApiPaths.RUNS, new RunRequest(Fields.given("plan", plan), priority), RunCreated.class).run();
    }

    /**
     * Puts values that a model is to begin with, before the run is started whose plan names them; again is no change. They are kept until
     * the model's first version is made, which holds exactly these.
     *
     * @param model registry name of a model that has no version yet
     * @param values in the order of the plan's layout, control variates among them, which are 0
     * @return their hex SHA-256, for {@link io.tributary.protocol.plan.ModelSpec#startingFrom}
     */
    public String putStart(String model, float[] values) throws IOException, InterruptedException, RejectedException {
        Chunking chunking = new Chunking(Fields.given("values", values).length);
        String sha256 = VectorDigest.of(values).hex();
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(chunking.length(chunk) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values, chunking.offset(chunk), chunking.length(chunk));
            calls.put(ApiPaths.start(model, sha256, chunk), bytes.array());
        }
        return sha256;
    }

    /**
     * Puts the TorchScript file of a network, part by part, before a run whose plan names it.
     *
     * @param file 1..{@link NetworkSpec.TorchScript#MOST_BYTES} bytes
     * @return its hash and length, for {@link io.tributary.protocol.plan.ModelSpec#network}
     */
    public NetworkSpec.TorchScript putNetwork(String model, byte[] file)
            throws IOException, InterruptedException, RejectedException {
        NetworkSpec.TorchScript network =
                new NetworkSpec.TorchScript(Sha256.of(Fields.given("file", file)).hex(), file.length);
        for (int part = 0; part < network.parts(); part++) {
            int from = part * NetworkSpec.TorchScript.PART_BYTES;
            calls.put(ApiPaths.network(model, network.sha256(), part),
                    Arrays.copyOfRange(file, from, from + network.partLength(part)));
        }
        return network;
    }

    /** How a run stands, with its closed rounds. */
    public RunView view(String run) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.run(run), RunView.class);
    }

    /** How the newest run stands, with its closed rounds; NOT_FOUND if there is none. */
    public RunView latest() throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.RUNS + "/latest", RunView.class);
    }

    /**
     * A page of the runs, newest first.
     *
     * @param after the page begins after this run: {@link RunPage#next()} of the page before, empty for the first page
     */
    public RunPage runs(String after) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.runs(after), RunPage.class);
    }

    /** A page of the runs of one status, newest first, as {@link #runs(String)} has it. */
    public RunPage runs(RunView.Status status, String after)
            throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.runs(status, after), RunPage.class);
    }

    /**
     * Stops a run; one that was stopped already stays as it is.
     *
     * @return whether it has ended; else it is about to, and {@link #view} says when it has
     */
    public boolean stop(String run) throws IOException, InterruptedException, RejectedException {
        return calls.post(ApiPaths.run(run) + "/stop").length == 0;
    }

    /** Deletes a run that is over, with all that is stored of its rounds; its model versions stay. For an admin. */
    public void delete(String run) throws IOException, InterruptedException, RejectedException {
        calls.delete(ApiPaths.run(run));
    }

    /** Goes on with a run that was stopped or has failed; an active one stays as it is. */
    public void resume(String run) throws IOException, InterruptedException, RejectedException {
        calls.post(ApiPaths.run(run) + "/resume");
    }

    /** All that the member which answers counts, in the text format of Prometheus. */
    public String metrics() throws IOException, InterruptedException, RejectedException {
        return new String(calls.get("/metrics"), StandardCharsets.UTF_8);
    }

    /** A run's signed plan, not verified. */
    public SignedDocument plan(String run) throws IOException, InterruptedException, RejectedException {
        return calls.document(ApiPaths.run(run) + "/plan");
    }

    /**
     * A page of the population.
     *
     * @param after the page begins after this id: {@link DevicePage#next()} of the page before, empty for the first page
     */
    public DevicePage devices(String after) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.devices(after), DevicePage.class);
    }

    /** One device of the population, and what it is doing. */
    public DeviceView device(String device) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.device(device), DeviceView.class);
    }

    /**
     * Makes a token by which a device gets another key, so that copies of its directory are out; start the device with it, in the directory
     * that is to go on. Each call makes another one, and this is the only time that it is seen.
     */
    public TokensMinted recover(String device) throws IOException, InterruptedException, RejectedException {
        return calls.post(ApiPaths.device(device) + "/recover", TokensMinted.class);
    }

    /** Takes a revocation back, for an admin. */
    public void restore(String device) throws IOException, InterruptedException, RejectedException {
        calls.post(ApiPaths.device(device) + "/restore");
    }

    /** Revokes a device. */
    public void revoke(String device) throws IOException, InterruptedException, RejectedException {
        calls.delete(ApiPaths.device(device));
    }

    /** Has enrolment tokens minted. Each call mints new ones, and this is the only time that they are seen. */
    public TokensMinted mint(TokenRequest wanted) throws IOException, InterruptedException, RejectedException {
        return calls.post(ApiPaths.TOKENS, Fields.given("wanted", wanted), TokensMinted.class);
    }

    /**
     * A page of the enrolment tokens, without the tokens.
     *
     * @param after the page begins after this id: {@link TokenPage#next()} of the page before, empty for the first page
     */
    public TokenPage tokens(String after) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.tokens(after), TokenPage.class);
    }

    /** Withdraws an enrolment token; a device that it enrolled stays enrolled. */
    public void withdraw(String token) throws IOException, InterruptedException, RejectedException {
        calls.delete(ApiPaths.token(token));
    }

    /**
     * A page of the registry.
     *
     * @param after the page begins after this name: {@link ModelPage#next()} of the page before, empty for the first page
     */
    public ModelPage models(String after) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.models(after), ModelPage.class);
    }

    /** A page of the models that were deleted and can be restored, as {@link #models} has it. */
    public ModelPage deletedModels(String after) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.deletedModels(after), ModelPage.class);
    }

    /** Deletes a model that no active or paused run trains, for an admin; one that was deleted stays as it is. */
    public void deleteModel(String model) throws IOException, InterruptedException, RejectedException {
        calls.delete(ApiPaths.model(model));
    }

    /** Takes the deletion of a model back, for an admin, within seven days. */
    public void restoreModel(String model) throws IOException, InterruptedException, RejectedException {
        calls.post(ApiPaths.model(model) + "/restore");
    }

    /** Deletes the chunks of an old version for good, for an admin; its manifest stays. */
    public void deleteVersion(String model, int version) throws IOException, InterruptedException, RejectedException {
        calls.delete(ApiPaths.version(model, Integer.toString(version)));
    }

    /**
     * A page of the versions of a model, newest first.
     *
     * @param after the page begins after this version: {@link VersionPage#next()} of the page before, empty for the first page
     */
    public VersionPage versions(String model, Optional<Integer> after)
            throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.versions(model, after), VersionPage.class);
    }

    /**
     * A version's signed manifest, not verified.
     *
     * @param version a number, or {@code latest}
     */
    public SignedDocument manifest(String model, String version)
            throws IOException, InterruptedException, RejectedException {
        return calls.document(ApiPaths.version(model, version));
    }

    /** The proof that a device's update is in a version, not verified; NOT_FOUND if it is not. */
    public InclusionProof inclusion(String model, int version, String device)
            throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.inclusion(model, version, device), InclusionProof.class);
    }

    /**
     * An encoded chunk of a model, not verified.
     *
     * @param sha256 its name, as the manifest has it
     */
    public byte[] chunk(String model, String sha256) throws IOException, InterruptedException, RejectedException {
        return calls.get(ApiPaths.chunk(model, sha256));
    }

    /**
     * A page of the audit log, for an admin.
     *
     * @param after the page begins behind this entry: {@link AuditPage#next()} of the page before, 0 for the first page
     * @return signed {@link io.tributary.protocol.message.AuditEntry}s, not verified
     */
    public AuditPage audit(long after) throws IOException, InterruptedException, RejectedException {
        return calls.get("/v1/audit?limit=" + AuditPage.MOST + "&after=" + after, AuditPage.class);
    }

    /**
     * The coordinator's key sets, oldest first, not verified: {@link io.tributary.secureagg.identity.KeyChain#follow} does.
     *
     * @param after the page begins behind this many sets; 0 for the first
     */
    public List<KeyLink> keys(int after) throws IOException, InterruptedException, RejectedException {
        return calls.get("/v1/keys?after=" + after, KeyPage.class).keys();
    }
}
