package io.tributary.client.internal.model;

import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.update.StepCodec;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes chunks of a version of those of its parent, which the device holds, and of the small steps between the two. A chunk
 * that is made so is accepted only if it has the hash that the signed manifest names.
 */
final class StepSource {
    private static final Logger LOG = LoggerFactory.getLogger(StepSource.class);
    private final ModelManifest next;
    private final ModelDeltas deltas;
    private final ModelManifest parent;
    private final ChunkPack pack;
    private final StepCodec steps;
    private final ChunkCodec codec = new ChunkCodec();
    private final float[] values;
    private final ChunkRoom room = new ChunkRoom();

    private StepSource(ModelManifest next, ModelDeltas deltas, ModelManifest parent, ChunkPack pack) {
        this.next = next;
        this.deltas = deltas;
        this.parent = parent;
        this.pack = pack;
        this.steps = new StepCodec(deltas.format());
        this.values = new float[next.layout().chunking().length(0)];
    }

    /** Steps to the next version, if it has any, and the version held is its parent. */
    static Optional<StepSource> of(HeldModel next, Optional<HeldModel> held, Optional<ChunkPack> pack) {
        ModelManifest wanted = next.manifest().content();
        return held.filter(parent -> parent.manifest().hash().equals(wanted.origin().parent()))
                .flatMap(parent -> wanted.step().flatMap(deltas -> pack.map(
                        there -> new StepSource(wanted, deltas, parent.manifest().content(), there))));
    }

    /** What to fetch for a chunk, if the parent's chunk is there and intact. */
    Optional<WantedChunk> wanted(int chunk) throws IOException {
        return last(chunk).map(there -> new WantedChunk(chunk, deltas.chunks().get(chunk),
                steps.encodedLength(chunking().length(chunk))));
    }

    /** Whether a fetched chunk is a step. */
    boolean isStep(WantedChunk fetched) {
        return fetched.sha256().equals(deltas.chunks().get(fetched.index()))
                && !fetched.sha256().equals(next.chunks().get(fetched.index()));
    }

    /** The encoded chunk that a step makes, in an array that the next call uses again; empty if it does not make the one that the manifest names. */
    Optional<byte[]> make(WantedChunk step, byte[] bytes) throws IOException {
        int chunk = step.index();
        Optional<byte[]> last = last(chunk);
        if (last.isEmpty() || !Sha256.of(bytes).hex().equals(step.sha256())) {
            return Optional.empty();
        }
        int length = chunking().length(chunk);
        try {
            codec.decode(last.get(), values, 0, length);
            steps.apply(bytes, values, values, length);
        } catch (MalformedChunkException malformed) {
            LOG.warn("the step of chunk {} of '{}' version {} is none: {}", chunk, next.model(), next.version(),
                    malformed.getMessage());
            return Optional.empty();
        }
        byte[] encoded = room.of(ChunkCodec.encodedLength(length));
        codec.encode(values, 0, length, encoded);
        return Optional.of(encoded).filter(made -> Sha256.of(made).hex().equals(next.chunks().get(chunk)));
    }

    private Optional<byte[]> last(int chunk) throws IOException {
        return pack.find(parent.chunks().get(chunk));
    }

    private Chunking chunking() {
        return next.layout().chunking();
    }
}
