package io.tributary.client.internal.transport;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calls of a device to its coordinator. Each blocks until it is answered, verifies nothing, and tries nothing twice. Every
 * call throws {@link RejectedException} if the coordinator refuses, {@link TransportException} if the network fails, and
 * {@link InterruptedException} if the calling thread is interrupted. Thread-safe: one thread takes part in rounds, another keeps
 * their channels.
 */
public interface Transport extends AutoCloseable {
    /** The coordinator's key sets after this sequence number, oldest first; nobody is told who asks. */
    List<KeyLink> keys(int after) throws RejectedException, TransportException, InterruptedException;

    /** Asks for a certificate, by a one-time token, which is empty where none is needed: the payload is a {@link io.tributary.protocol.message.Certificate}. */
    SignedDocument enrol(String enrolmentToken, EnrolmentRequest request)
            throws RejectedException, TransportException, InterruptedException;

    /** Asks for a new certificate for the key of the session. */
    SignedDocument renew(String token) throws RejectedException, TransportException, InterruptedException;

    /** Opens a session with a proof of possession for its address of {@code /v1/sessions}; a second one if the first names no good nonce. */
    SessionGrant openSession(SessionRequest request, ProofMaker proofs)
            throws RejectedException, TransportException, InterruptedException;

    /** Sends a message in a session. */
    CoordinatorMessage send(String token, DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException;

    /**
     * Opens a channel for a round.
     *
     * @param pushed takes what the coordinator sends unasked, on an event loop: it must not block
     */
    Channel channel(String token, String run, int round, Consumer<CoordinatorMessage> pushed)
            throws RejectedException, TransportException, InterruptedException;

    /** A run's plan: the payload is a {@link io.tributary.protocol.plan.RunPlan}. */
    SignedDocument plan(String token, String run) throws RejectedException, TransportException, InterruptedException;

    /** A version's manifest: the payload is a {@link io.tributary.protocol.plan.ModelManifest}. */
    SignedDocument manifest(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException;

    /** Manifests of the versions after one, oldest first; none if it is the newest. */
    ManifestPage lineage(String token, String model, int after)
            throws RejectedException, TransportException, InterruptedException;

    /** The proof that the device's update is in a version. */
    InclusionProof inclusion(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException;

    /**
     * Fetches chunks, a few at once. Those that arrived before a failure have gone to the sink.
     *
     * @throws IOException if the sink throws it
     */
    void chunks(String token, String model, List<WantedChunk> wanted, ChunkSink sink)
            throws RejectedException, TransportException, IOException, InterruptedException;

    /** A part of the file that a plan names as its network. */
    byte[] network(String token, String model, NetworkSpec.TorchScript network, int part)
            throws RejectedException, TransportException, InterruptedException;

    /** How much of an upload the coordinator holds; empty if nothing. */
    Optional<Held> held(String token, UploadTarget target)
            throws RejectedException, TransportException, InterruptedException;

    /**
     * Sends a sealed update from its file, as a stream.
     *
     * @param from where to begin: 0 for the whole, else as much as the coordinator holds
     */
    void upload(String token, UploadTarget target, Path sealed, long from)
            throws RejectedException, TransportException, InterruptedException;

    /** Bytes of bodies so far. */
    Traffic traffic();

    /** Breaks off every call under way, which then throws {@link TransportException}; connections close soon after. */
    @Override
    void close();

    /**
     * Bytes of bodies, since the transport was made.
     *
     * @param up sent
     * @param down received
     */
    record Traffic(long up, long down) {}
}
