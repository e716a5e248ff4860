package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param state what the strategy remembers, and where
     */
    record Content(List<String> chunks, Optional<ModelDeltas> deltas, Map<String, ChunkPlace> index,
            StateWriter.Packed state) {}

    /** The version, and whether it was committed now or was there already. */
    record Committed(ModelVersion version, boolean now) {}

    private final NewVersions versions;
    private final VersionPart part;
    private final Draft draft;

    VersionWriter(NewVersions versions, VersionPart part, Draft draft) {
        this.versions = versions;
        this.part = part;
        this.draft = draft;
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
        return part.write(chunk, values);
    }

    /** Where to write what the strategy remembers with this version; it is committed with it. */
    public StateWriter state() {
        return part.state();
    }

    /**
     * Takes in what another writer wrote of this version. Packs of it that the version does not need are deleted once it is committed.
     *
     * @throws IllegalArgumentException if it names a chunk that the version does not have
     */
    public void adopt(PartIndex other) {
        part.adopt(other);
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
        return commit(fence, part.all(), part.deltas());
    }

    /** The packs first, then the row that names them. */
    private ModelVersion commit(Fence fence, List<String> all, Optional<ModelDeltas> deltas) {
        StateWriter.Packed state = part.state().packed();
        List<String> named = new ArrayList<>(all);
        deltas.ifPresent(step -> named.addAll(step.chunks()));
        Map<String, ChunkPlace> index = part.commit(named);
        try {
            Committed committed = versions.commit(fence, draft, new Content(all, deltas, index, state));
            if (committed.now()) {
                part.withdrawUnused(index, state.packs());
            } else {
                part.withdraw();
            }
            return committed.version();
        } catch (StaleEpochException | IllegalStateException refused) {
            withdrawBecause(refused);
            throw refused;
        }
    }

    private void withdrawBecause(RuntimeException refused) {
        try {
            part.withdraw();
        } catch (StoreException left) {
            refused.addSuppressed(left); // whoever owns the model next deletes it
        }
    }

    @Override
    public void close() {
        part.close();
    }
}
