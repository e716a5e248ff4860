package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.StateManifest.Slot;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import java.util.Map;
import java.util.Optional;

/** What a strategy remembers with a version; whatever is read is checked against its hash. Thread-safe. */
public final class StateReader {
    private final StateManifest state;
    private final PackedChunks chunks;

    StateReader(StateManifest state, ObjectStore objects) {
        Map<String, ChunkPlace> index = state.index();
        this.state = state;
        this.chunks = new PackedChunks(objects, sha256 -> Optional.ofNullable(index.get(sha256)));
    }

    /** Number of state vectors, at least 1. */
    public int slots() {
        return state.slots().size();
    }

    /**
     * Reads and checks a chunk.
     *
     * @param slot which state vector, from 0
     * @param chunk index in its chunking
     * @param into takes the chunk's values from its start; may be longer
     * @throws StoreException if storage breaks, or what it holds is not the chunk: its cause is then a {@link RejectedException}
     */
    public void read(int slot, int chunk, float[] into) {
        Slot vector = state.slots().get(slot);
        try {
            chunks.read(vector.chunks().get(chunk), new Chunking(vector.values()).length(chunk), into);
        } catch (RejectedException altered) {
            throw new StoreException("reading chunk " + chunk + " of state slot " + slot + " of " + state.model()
                    + " version " + state.version(), altered);
        }
    }
}
