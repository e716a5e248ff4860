package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.StateManifest.Slot;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy will remember with the version in the making. Chunks may be written by any thread in any order, and again with
 * the same values.
 */
public final class StateWriter implements AutoCloseable {
    private record Place(int slot, int chunk) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return slot == other.slot ? Integer.compare(chunk, other.chunk) : Integer.compare(slot, other.slot);
        }
    }

    private record Written(String sha256, int length, long position) {}

    private final ChunkCodec codec = new ChunkCodec();
    private final PackWriter pack;
    private final NavigableMap<Place, Written> written = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable String> conflict = new AtomicReference<>();

    StateWriter(PackWriter pack) {
        this.pack = pack;
    }

    /**
     * Writes a chunk, which is durable once the version is committed.
     *
     * @param slot which state vector, from 0
     * @param chunk index in its chunking
     * @param values its values, from the start of the array, which may be longer and is not kept
     * @param length how many there are
     * @return the hash by which the version names the chunk; if it was another before, the version is not committed
     * @throws io.tributary.coordinator.store.StoreException if storage breaks; the version is then not committed
     */
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        byte[] encoded = codec.encode(values, 0, length);
        String sha256 = Sha256.of(encoded).hex();
        Written now = new Written(sha256, length, pack.write(sha256, encoded).position());
        Written before = written.putIfAbsent(new Place(slot, chunk), now);
        if (before != null && !before.equals(now)) {
            conflict.compareAndSet(null,
                    "chunk " + chunk + " of state slot " + slot + " was written with other values: "
                            + before.sha256() + ", then " + now.sha256());
        }
        return Sha256.parse(now.sha256());
    }

    /**
     * What was written, slot by slot.
     *
     * @throws IllegalStateException if a slot or a chunk is missing between others, or a chunk was written with two values
     */
    List<Slot> slots() {
        String twice = conflict.get();
        if (twice != null) {
            throw new IllegalStateException(twice);
        }
        List<Slot> slots = new ArrayList<>();
        int count = written.isEmpty() ? 0 : written.lastKey().slot() + 1;
        for (int slot = 0; slot < count; slot++) {
            slots.add(slot(slot));
        }
        return slots;
    }

    private Slot slot(int slot) {
        List<String> hashes = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        int values = 0;
        for (var entry : written.subMap(new Place(slot, 0), new Place(slot + 1, 0)).entrySet()) {
            if (entry.getKey().chunk() != hashes.size() || values % Chunking.CHUNK_VALUES != 0) {
                throw new IllegalStateException("state slot " + slot + " has chunk " + entry.getKey().chunk()
                        + " and not all of those before it");
            }
            hashes.add(entry.getValue().sha256());
            positions.add(entry.getValue().position());
            values += entry.getValue().length();
        }
        if (hashes.isEmpty()) {
            throw new IllegalStateException("state slot " + slot + " was not written, and a later one was");
        }
        return new Slot(values, hashes, positions);
    }

    PackWriter pack() {
        return pack;
    }

    @Override
    public void close() {
        pack.close();
    }
}
