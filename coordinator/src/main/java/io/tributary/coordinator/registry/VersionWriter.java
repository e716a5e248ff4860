package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A version in the making. Chunks may be written by any thread in any order, and again with the same values; one thread commits
 * when all are there. Closing it before that leaves nothing.
 */
public final class VersionWriter implements AutoCloseable {
    /** What the version will say of itself beside its content. */
    record Draft(RunPlan plan, int version, Origin origin) {}

    /**
     * What was written.
     *
     * @param chunks hashes in order
     * @param deltas the steps from the parent, if the plan asks for them
     * @param index where chunks and steps lie
     * @param statePack the pack of what the strategy remembers
     * @param state slot by slot; empty if it remembers nothing
     */
    record Content(List<String> chunks, Optional<ModelDeltas> deltas, Map<String, ChunkPlace> index, String statePack,
            List<StateManifest.Slot> state) {}

    /** The version, and whether it was committed now or was there already. */
    record Committed(ModelVersion version, boolean now) {}

    private final NewVersions versions;
    private final VersionChunks chunks;
    private final Optional<StepWriter> steps;
    private final StateWriter state;
    private final Draft draft;
    private final Chunking chunking;
    private final AtomicReferenceArray<@Nullable String> hashes;
    private final AtomicReference<@Nullable String> conflict = new AtomicReference<>();

    VersionWriter(NewVersions versions, VersionChunks chunks, Optional<StepWriter> steps, StateWriter state,
            Draft draft) {
        this.versions = versions;
        this.chunks = chunks;
        this.steps = steps;
        this.state = state;
        this.draft = draft;
        this.chunking = draft.plan().layout().chunking();
        this.hashes = new AtomicReferenceArray<>(chunking.count());
    }

    /**
     * Writes a chunk, which is durable once the version is committed: as it is, or if the plan asks for steps as what the rounded step makes of the parent's.
     *
     * @param chunk index in the layout's chunking
     * @param values its values, from the start of the array; the array may be longer and is not kept
     * @return the hash by which the version names the chunk; if it was another before, the version is not committed
     * @throws StoreException if storage breaks; this version is then not committed, and another writer begins it anew
     */
    public Sha256 write(int chunk, float[] values) {
        float[] rounded = steps.map(step -> step.round(chunk, values)).orElse(values);
        String hash = chunks.write(rounded, chunking.length(chunk));
        if (!hashes.compareAndSet(chunk, null, hash) && !hash.equals(hashes.get(chunk))) {
            conflict.compareAndSet(null, "chunk " + chunk + " of " + draft.plan().model() + " version "
                    + draft.version() + " was written with other values: " + hashes.get(chunk) + ", then " + hash);
        }
        return Sha256.parse(hash);
    }

    /** Where to write what the strategy remembers with this version; it is committed with it. */
    public StateWriter state() {
        return state;
    }

    /**
     * Signs the version and commits it, with its state, in one fenced transaction. A version that is there already and differs in nothing but the
     * time it was made stays and is returned.
     *
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     * @throws IllegalStateException if a chunk is missing or was written with two values, or the version is there with other content
     * @throws StoreException if storage breaks
     */
    public ModelVersion commit(Fence fence) {
        if (!fence.run().equals(draft.origin().run())) {
            throw new IllegalArgumentException(
                    "the right is for run " + fence.run() + ", the version of run " + draft.origin().run());
        }
        String twice = conflict.get();
        if (twice != null) {
            throw new IllegalStateException(twice);
        }
        List<String> all = IntStream.range(0, hashes.length()).mapToObj(this::written).toList();
        return commit(fence, all, steps.map(StepWriter::deltas));
    }

    /** The packs first, then the row that names them. */
    private ModelVersion commit(Fence fence, List<String> all, Optional<ModelDeltas> deltas) {
        List<StateManifest.Slot> slots = state.slots();
        List<String> named = new ArrayList<>(all);
        deltas.ifPresent(step -> named.addAll(step.chunks()));
        Map<String, ChunkPlace> index = chunks.commit(named);
        state.pack().commit();
        try {
            Committed committed = versions.commit(fence, draft,
                    new Content(all, deltas, index, state.pack().name(), slots));
            if (!committed.now()) {
                withdraw();
            }
            return committed.version();
        } catch (StaleEpochException | IllegalStateException refused) {
            withdrawBecause(refused);
            throw refused;
        }
    }

    /** No row names what was written. */
    private void withdraw() {
        chunks.pack().withdraw();
        state.pack().withdraw();
    }

    private void withdrawBecause(RuntimeException refused) {
        try {
            withdraw();
        } catch (StoreException left) {
            refused.addSuppressed(left); // whoever owns the model next deletes it
        }
    }

    @Override
    public void close() {
        try {
            chunks.close();
        } finally {
            state.close();
        }
    }

    private String written(int chunk) {
        String hash = hashes.get(chunk);
        if (hash == null) {
            throw new IllegalStateException("chunk " + chunk + " of " + hashes.length() + " was not written");
        }
        return hash;
    }
}
