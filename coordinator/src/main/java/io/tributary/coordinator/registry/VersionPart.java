package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.PartIndex.Named;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelDeltas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one writer writes of a version in the making, into packs of its own: all of it, or the chunks that it worked off while others wrote the
 * rest. Chunks may be written by any thread in any order, and again with the same values. Closing it before it is committed leaves nothing.
 */
public final class VersionPart implements AutoCloseable {
    private final VersionChunks chunks;
    private final Optional<StepWriter> steps;
    private final StateWriter state;
    private final String version;
    private final Chunking chunking;
    private final AtomicReferenceArray<@Nullable String> hashes;
    private final AtomicReference<@Nullable String> conflict = new AtomicReference<>();

    /** @param version names the version in errors */
    VersionPart(VersionChunks chunks, Optional<StepWriter> steps, StateWriter state, String version,
            Chunking chunking) {
        this.version = version;
        this.chunks = chunks;
        this.steps = steps;
        this.state = state;
        this.chunking = chunking;
        this.hashes = new AtomicReferenceArray<>(chunking.count());
    }

    /**
     * Writes a chunk, as {@link VersionWriter#write} has it.
     *
     * @return the hash by which the version names the chunk
     * @throws io.tributary.coordinator.store.StoreException if storage breaks: the part is lost
     */
    public Sha256 write(int chunk, float[] values) {
        float[] rounded = steps.map(step -> step.round(chunk, values)).orElse(values);
        String hash = chunks.write(rounded, chunking.length(chunk));
        name(chunk, hash);
        return Sha256.parse(hash);
    }

    private void name(int chunk, String hash) {
        if (!hashes.compareAndSet(chunk, null, hash) && !hash.equals(hashes.get(chunk))) {
            conflict.compareAndSet(null, "chunk " + chunk + " of " + version + " was written with other values: "
                    + hashes.get(chunk) + ", then " + hash);
        }
    }

    /** Where to write what the strategy remembers with the version. */
    public StateWriter state() {
        return state;
    }

    /** Takes in what another writer wrote and made durable. Chunks that both have must be equal, or the version is not committed. */
    void adopt(PartIndex other) {
        for (PartIndex.Chunk chunk : other.chunks()) {
            Fields.within("chunk", chunk.chunk(), 0, hashes.length() - 1);
            name(chunk.chunk(), chunk.content().sha256());
            chunks.adopt(chunk.content());
            chunk.step().ifPresent(step -> {
                chunks.adopt(step);
                steps.ifPresent(own -> own.adopt(chunk.chunk(), step.sha256()));
            });
        }
        other.state().forEach(state::adopt);
    }

    /**
     * Makes what was written durable.
     *
     * @return what another member needs to commit it with the rest of the version
     * @throws IllegalStateException if a chunk was written with two values
     * @throws io.tributary.coordinator.store.StoreException if storage breaks
     */
    public PartIndex commit() {
        requireNoConflict();
        List<String> named = IntStream.range(0, hashes.length()).mapToObj(hashes::get).filter(Objects::nonNull)
                .toList();
        List<String> all = new ArrayList<>(named);
        steps.ifPresent(step -> all.addAll(step.written()));
        Map<String, ChunkPlace> places = chunks.commit(all);
        state.pack().commit();
        List<PartIndex.Chunk> index = new ArrayList<>();
        for (int chunk = 0; chunk < hashes.length(); chunk++) {
            String hash = hashes.get(chunk);
            if (hash != null) {
                index.add(new PartIndex.Chunk(chunk, named(places, hash), step(places, chunk)));
            }
        }
        return new PartIndex(index, state.parts());
    }

    private Optional<Named> step(Map<String, ChunkPlace> places, int chunk) {
        return steps.map(step -> named(places, step.written(chunk)));
    }

    private static Named named(Map<String, ChunkPlace> places, String hash) {
        return new Named(hash, Objects.requireNonNull(places.get(hash)));
    }

    /** Hashes of all chunks, in order. @throws IllegalStateException if one is missing or was written with two values */
    List<String> all() {
        requireNoConflict();
        return IntStream.range(0, hashes.length()).mapToObj(this::written).toList();
    }

    private void requireNoConflict() {
        String twice = conflict.get();
        if (twice != null) {
            throw new IllegalStateException(twice);
        }
    }

    private String written(int chunk) {
        String hash = hashes.get(chunk);
        if (hash == null) {
            throw new IllegalStateException("chunk " + chunk + " of " + hashes.length() + " was not written");
        }
        return hash;
    }

    /** The steps to all chunks, if the plan asks for them. */
    Optional<ModelDeltas> deltas() {
        return steps.map(StepWriter::deltas);
    }

    /** Makes this writer's own packs durable. @return where each of these lies, in a pack of whoever wrote it */
    Map<String, ChunkPlace> commit(List<String> named) {
        Map<String, ChunkPlace> index = chunks.commit(named);
        state.pack().commit();
        return index;
    }

    /** No row names what was written, by whom ever. */
    void withdraw() {
        chunks.pack().withdraw();
        state.pack().withdraw();
        chunks.withdrawAdopted(Set.of());
        state.withdrawAdopted(Set.of());
    }

    /** Deletes packs of others that the version does not name. */
    void withdrawUnused(Map<String, ChunkPlace> index, List<String> statePacks) {
        Set<String> used = new HashSet<>(statePacks);
        index.values().forEach(place -> used.add(place.pack()));
        chunks.withdrawAdopted(used);
        state.withdrawAdopted(used);
    }

    @Override
    public void close() {
        try {
            chunks.close();
        } finally {
            state.close();
        }
    }
}
