package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.PartIndex.Named;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts that nobody wrote. */
public final class PartIndexes {
    private PartIndexes() {}

    /** So many chunks, and so many state vectors of as many. */
    public static PartIndex of(int chunks, int slots) {
        List<PartIndex.Chunk> model = new ArrayList<>();
        List<PartIndex.State> state = new ArrayList<>();
        for (int chunk = 0; chunk < chunks; chunk++) {
            model.add(new PartIndex.Chunk(chunk, named("models/large/1.0", chunk), Optional.empty()));
            for (int slot = 0; slot < slots; slot++) {
                state.add(new PartIndex.State(slot, chunk, 1 << 16, named("states/large/1.0", chunk)));
            }
        }
        return new PartIndex(model, state);
    }

    private static Named named(String pack, int chunk) {
        return new Named(Sha256.of((pack + chunk).getBytes(StandardCharsets.UTF_8)).hex(),
                new ChunkPlace(pack, (long) chunk << 18, 1 << 18));
    }
}
