package io.tributary.loadtest.large;

import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.loadtest.round.Address;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.seal.SealedSizes;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A device that holds neither the model nor its update: it checks chunks and drops them, and sends what it generates. One thread. */
final class GeneratingDevice implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final int DONE = 204;
    private final Address coordinator;
    private final RawDevice device;
    private final int index;
    private final RunPlan plan;
    private final GeneratedValues generated;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Enrols. */
    GeneratingDevice(Vertx vertx, Address coordinator, int index, RunPlan plan, GeneratedValues generated)
            throws Exception {
        this.coordinator = coordinator;
        this.device = new RawDevice(vertx, coordinator.uri(), "generating-" + index);
        this.index = index;
        this.plan = plan;
        this.generated = generated;
        device.join();
    }

    /** Takes part in a round. */
    RoundTimes play() throws Exception {
        RoundOffer offer = device.awaitOffer(LIMIT);
        long start = System.nanoTime();
        ModelManifest manifest = manifest(offer.modelVersion(), offer.manifestHash());
        fetch(manifest, _ -> true, index == 0 ? sampled() : _ -> false);
        long fetched = System.nanoTime();
        device.openSession(); // one lasts ten minutes, and the rest of the round may take as long
        send(offer);
        return new RoundTimes(start, fetched, System.nanoTime());
    }

    /** Reads what the last round made, as far as it is checked. */
    int check(int version) throws Exception {
        device.openSession();
        SignedDocument signed = device.manifest(plan.model(), version);
        return fetch(manifest(version, signed.hash()), sampled(), sampled());
    }

    /** The one that was offered; who signed it is not looked at. */
    private ModelManifest manifest(int version, String hash) throws Exception {
        SignedDocument signed = device.manifest(plan.model(), version);
        ModelManifest manifest = WireJson.readDocument(signed.payload(), ModelManifest.class);
        if (!signed.hash().equals(hash) || manifest.version() != version) {
            throw new IllegalStateException("version " + version + " has another manifest than was offered");
        }
        manifest.checkConsistent();
        return manifest;
    }

    /** The first and the last chunks, those on both sides of 2^31 and 2^32 bytes, and every 64th. */
    private IntPredicate sampled() {
        Chunking chunking = plan.layout().chunking();
        int two = 1 << 13; // chunks in 2^31 bytes of values
        return chunk -> chunk % 64 == 0 || chunk >= chunking.count() - 2 || (chunk + 1) % two <= 1;
    }

    /** Fetches chunks, holds each against its hash and some against the values that they must have. @return how many of these */
    private int fetch(ModelManifest manifest, IntPredicate wanted, IntPredicate checked) throws Exception {
        Chunking chunking = manifest.layout().chunking();
        List<WantedChunk> chunks = IntStream.range(0, chunking.count()).filter(wanted)
                .mapToObj(chunk -> new WantedChunk(chunk, manifest.chunks().get(chunk),
                        ChunkCodec.encodedLength(chunking.length(chunk))))
                .toList();
        ChunkCodec codec = new ChunkCodec();
        device.chunks(manifest.model(), chunks, (chunk, bytes) -> {
            if (!Sha256.of(bytes).hex().equals(chunk.sha256())) {
                throw new IllegalStateException("chunk " + chunk.index() + " has another hash than its manifest says");
            }
            if (checked.test(chunk.index())) {
                byte[] right = codec.encode(generated.expected(manifest.version(), chunk.index()), 0,
                        chunking.length(chunk.index()));
                if (!Arrays.equals(bytes, right)) {
                    throw new IllegalStateException("chunk " + chunk.index() + " of version " + manifest.version()
                            + " is not what the updates make");
                }
            }
        });
        return (int) chunks.stream().filter(chunk -> checked.test(chunk.index())).count();
    }

    private void send(RoundOffer offer) throws Exception {
        Chunking chunking = plan.layout().updateChunking();
        SealedBody body = new SealedBody((chunk, into) -> generated.update(index, offer.round(), chunk, into),
                device.sealer(offer, chunking.count()), chunking);
        String upload = UUID.randomUUID().toString();
        HttpRequest request = HttpRequest.newBuilder(coordinator.uri()
                .resolve("/v1/runs/" + offer.run() + "/rounds/" + offer.round() + "/updates/" + upload))
                .header("Authorization", "Bearer " + device.token()).header("Content-Type", "application/octet-stream")
                .timeout(LIMIT).PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body),
                        SealedSizes.of(plan).totalBytes()))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != DONE) {
            throw new IllegalStateException("the upload was answered " + answer.statusCode() + ": " + answer.body());
        }
        device.openSession();
        device.report(offer, upload, body.whole(), body.header());
    }

    @Override
    public void close() {
        http.close();
        device.close();
    }
}
