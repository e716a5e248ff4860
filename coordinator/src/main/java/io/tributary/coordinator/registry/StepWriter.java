package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rounds the step from the parent to a version in the making: the version is what the rounded step makes of the parent, so that who
 * holds the parent need fetch the step alone. Keeps the steps with the chunks. Thread-safe; the same chunk may be written again.
 */
final class StepWriter {
    private final VersionValues versions;
    private final VersionChunks chunks;
    private final ModelManifest parent;
    private final Download format;
    private final StepCodec codec;
    private final AtomicReferenceArray<@Nullable String> hashes;

    private StepWriter(VersionValues versions, VersionChunks chunks, ModelManifest parent, Download format) {
        this.versions = versions;
        this.chunks = chunks;
        this.parent = parent;
        this.format = format;
        this.codec = new StepCodec(format);
        this.hashes = new AtomicReferenceArray<>(parent.chunks().size());
    }

    /** Steps as a plan asks for them, if it does. */
    static Optional<StepWriter> of(VersionValues versions, VersionChunks chunks, ModelManifest parent,
            Download format) {
        return format == Download.FLOAT32 ? Optional.empty()
                : Optional.of(new StepWriter(versions, chunks, parent, format));
    }

    /**
     * What the rounded step makes of the parent's chunk, in a new array.
     *
     * @param values the chunk as it should have been
     * @throws StoreException if storage breaks, or what it holds is not the parent's chunk
     */
    float[] round(int chunk, float[] values) {
        float[] last = new float[Chunking.CHUNK_VALUES];
        versions.read(parent, chunk, last);
        float[] next = values.clone();
        byte[] step = codec.round(last, next, parent.layout().chunking().length(chunk));
        hashes.set(chunk, chunks.keep(step));
        return next;
    }

    /** Another writer keeps the step to this chunk. */
    void adopt(int chunk, String sha256) {
        hashes.compareAndSet(chunk, null, sha256);
    }

    /** Hashes of the steps that there are. */
    List<String> written() {
        return IntStream.range(0, hashes.length()).mapToObj(hashes::get).filter(Objects::nonNull).toList();
    }

    /** Hash of the step to a chunk. @throws IllegalStateException if the chunk was not rounded */
    String written(int chunk) {
        String hash = hashes.get(chunk);
        if (hash == null) {
            throw new IllegalStateException("chunk " + chunk + " was not rounded");
        }
        return hash;
    }

    /** All steps, once every chunk was rounded. */
    ModelDeltas deltas() {
        List<String> all = IntStream.range(0, hashes.length()).mapToObj(this::written).toList();
        return new ModelDeltas(format, all);
    }
}
