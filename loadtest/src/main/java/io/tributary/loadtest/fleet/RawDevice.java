package io.tributary.loadtest.fleet;

import io.tributary.client.internal.transport.ChunkSink;
import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.internal.transport.ProofMaker;
import io.tributary.client.internal.transport.UploadTarget;
import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateSealer;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A device by hand, one step a method, so that any of them can be done wrongly: an enrolled attacker. One thread. */
public final class RawDevice implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PACE_MILLIS = 300;
    private final HttpTransport transport;
    private final String id;
    private final SigningKey key = SigningKey.generate();
    private @Nullable SignedDocument certificate;
    private String token = "";

    /** Connects to nothing yet. */
    public RawDevice(Vertx vertx, URI coordinator, String id) {
        this(new HttpTransport(vertx, coordinator), id);
    }

    /** One that uses a transport of others, which is not closed with it. */
    public static RawDevice sharing(HttpTransport transport, String id) {
        return new RawDevice(transport, id);
    }

    private RawDevice(HttpTransport transport, String id) {
        this.transport = transport;
        this.id = id;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** The token of its session; a secret. */
    public String token() {
        return token;
    }

    /** Enrols and opens a session. */
    public void join() throws RejectedException, TransportException, InterruptedException {
        certificate = transport.enrol("", new EnrolmentRequest(id, key.publicKey().raw()));
        openSession();
    }

    /** Opens a session, another one if it had one. */
    public void openSession() throws RejectedException, TransportException, InterruptedException {
        if (certificate == null) {
            throw new IllegalStateException(id + " is not enrolled");
        }
        token = transport.openSession(new SessionRequest(certificate, new SessionLink(null, link())), new Proofs())
                .token();
    }

    /** It keeps no chain of its sessions: each of them is its first. */
    private static String link() {
        UUID drawn = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(drawn.getMostSignificantBits())
                .putLong(drawn.getLeastSignificantBits()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private final class Proofs implements ProofMaker {
        @Override
        public void heard(Instant now) {} // on one machine there is one clock

        @Override
        public String proof(String address, Optional<String> nonce) {
            return new PossessionProof("POST", address, Instant.now().getEpochSecond(),
                    UUID.randomUUID().toString(), nonce.orElse(null)).sign(key);
        }
    }

    /** Says that it is idle, and does not wait. */
    public CoordinatorMessage ask() throws RejectedException, TransportException, InterruptedException {
        return transport.send(token, new DeviceMessage.CheckIn(id));
    }

    /** Says that it is idle. @return an offer, unverified, if it was chosen */
    public Optional<RoundOffer> checkIn() throws RejectedException, TransportException, InterruptedException {
        return ask() instanceof CoordinatorMessage.Assignment assignment
                ? Optional.of(WireJson.readDocument(assignment.offer().payload(), RoundOffer.class))
                : Optional.empty();
    }

    /** Checks in until it is chosen. */
    public RoundOffer awaitOffer(Duration patience)
            throws RejectedException, TransportException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Optional<RoundOffer> offer = checkIn();
        while (offer.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(id + " was not chosen within " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
            offer = checkIn();
        }
        return offer.get();
    }

    /** Seals what it likes as the chunks of an update, correctly. */
    public byte[] seal(RoundOffer offer, List<byte[]> chunks) throws RejectedException {
        UpdateSealer sealer = sealer(offer, chunks.size());
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(sealer.header());
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            sealed.writeBytes(sealer.seal(chunk, chunks.get(chunk)));
        }
        return sealed.toByteArray();
    }

    /** What seals an update of so many chunks for a round, for updates that are not in memory as a whole. */
    public UpdateSealer sealer(RoundOffer offer, int chunks) throws RejectedException {
        return new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(offer.run(), offer.round(),
                id, offer.planHash(), offer.modelVersion(), chunks));
    }

    /** A version's manifest, unverified. */
    public SignedDocument manifest(String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return transport.manifest(token, model, version);
    }

    /** Fetches chunks, unverified, a few at once. */
    public void chunks(String model, List<WantedChunk> wanted, ChunkSink sink)
            throws RejectedException, TransportException, IOException, InterruptedException {
        transport.chunks(token, model, wanted, sink);
    }

    /** Uploads sealed bytes under a new upload id, which is returned. */
    public String upload(RoundOffer offer, byte[] sealed, Path scratch)
            throws RejectedException, TransportException, IOException, InterruptedException {
        String uploadId = UUID.randomUUID().toString();
        Files.write(scratch, sealed);
        transport.upload(token, new UploadTarget(offer.run(), offer.round(), uploadId, sealed.length, LIMIT), scratch,
                0);
        return uploadId;
    }

    /** Reports an upload of its own, of weight 1. */
    public void report(RoundOffer offer, String uploadId, byte[] sealed)
            throws RejectedException, TransportException, InterruptedException {
        report(offer, uploadId, Sha256.of(sealed), Sha256.of(Arrays.copyOf(sealed, SealedSizes.HEADER_BYTES)));
    }

    /** Reports an upload of its own, of weight 1, whose sealed bytes and header have these hashes. */
    public void report(RoundOffer offer, String uploadId, Sha256 sealed, Sha256 header)
            throws RejectedException, TransportException, InterruptedException {
        UpdateReport content = new UpdateReport(Versioned.VERSION, offer.run(), offer.round(), id, uploadId,
                sealed.hex(), header.hex(), 1);
        transport.send(token, new DeviceMessage.Report(id, offer.planHash(), offer.modelVersion(),
                key.sign(SignatureContext.UPDATE_REPORT, WireJson.write(content)), 0, 0));
    }

    /** Says that it will not finish the round. */
    public void decline(RoundOffer offer) throws RejectedException, TransportException, InterruptedException {
        transport.send(token, new DeviceMessage.Decline(id, offer.run(), offer.round(), "done harm enough"));
    }

    @Override
    public void close() {
        transport.close();
    }
}
