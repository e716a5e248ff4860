package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.StateManifest.Slot;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
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

    private record Written(String sha256, int length, ChunkPlace place) {
        boolean isSame(Written other) {
            return sha256.equals(other.sha256) && length == other.length;
        }
    }

    /**
     * What was written.
     *
     * @param packs that hold it, by the numbers that slots give them
     * @param slots slot by slot; empty if the strategy remembers nothing
     */
    record Packed(List<String> packs, List<Slot> slots) {}

    private final ChunkCodec codec = new ChunkCodec();
    private final PackWriter pack;
    private final AdoptedPlaces adopted;
    private final NavigableMap<Place, Written> written = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable String> conflict = new AtomicReference<>();

    StateWriter(ObjectStore objects, PackWriter pack) {
        this.pack = pack;
        this.adopted = new AdoptedPlaces(objects);
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
        add(new Place(slot, chunk), new Written(sha256, length, pack.write(sha256, encoded)));
        return Sha256.parse(sha256);
    }

    private void add(Place place, Written now) {
        Written before = written.putIfAbsent(place, now);
        if (before != null && !before.isSame(now)) {
            conflict.compareAndSet(null, "chunk " + place.chunk() + " of state slot " + place.slot()
                    + " was written with other values: " + before.sha256() + ", then " + now.sha256());
        }
    }

    /** Another writer keeps this. */
    void adopt(PartIndex.State other) {
        ChunkPlace place = adopted.add(other.content());
        add(new Place(other.slot(), other.chunk()), new Written(other.content().sha256(), other.length(), place));
    }

    /** What was written, for another member. @throws IllegalStateException if a chunk was written with two values */
    List<PartIndex.State> parts() {
        requireNoConflict();
        return written.entrySet().stream()
                .map(entry -> new PartIndex.State(entry.getKey().slot(), entry.getKey().chunk(),
                        entry.getValue().length(),
                        new PartIndex.Named(entry.getValue().sha256(), entry.getValue().place())))
                .toList();
    }

    /** Deletes the packs of other writers but these. */
    void withdrawAdopted(Set<String> used) {
        adopted.withdraw(used);
    }

    private void requireNoConflict() {
        String twice = conflict.get();
        if (twice != null) {
            throw new IllegalStateException(twice);
        }
    }

    /**
     * What was written, slot by slot.
     *
     * @throws IllegalStateException if a slot or a chunk is missing between others, or a chunk was written with two values
     */
    Packed packed() {
        requireNoConflict();
        List<String> packs = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        int count = written.isEmpty() ? 0 : written.lastKey().slot() + 1;
        for (int slot = 0; slot < count; slot++) {
            slots.add(slot(slot, packs));
        }
        return new Packed(packs, slots);
    }

    private Slot slot(int slot, List<String> packs) {
        List<String> hashes = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int values = 0;
        for (var entry : written.subMap(new Place(slot, 0), new Place(slot + 1, 0)).entrySet()) {
            if (entry.getKey().chunk() != hashes.size() || values % Chunking.CHUNK_VALUES != 0) {
                throw new IllegalStateException("state slot " + slot + " has chunk " + entry.getKey().chunk()
                        + " and not all of those before it");
            }
            hashes.add(entry.getValue().sha256());
            positions.add(entry.getValue().place().position());
            numbers.add(number(packs, entry.getValue().place().pack()));
            values += entry.getValue().length();
        }
        if (hashes.isEmpty()) {
            throw new IllegalStateException("state slot " + slot + " was not written, and a later one was");
        }
        return new Slot(values, hashes, positions, numbers);
    }

    private static int number(List<String> packs, String pack) {
        int known = packs.indexOf(pack);
        if (known >= 0) {
            return known;
        }
        packs.add(pack);
        return packs.size() - 1;
    }

    PackWriter pack() {
        return pack;
    }

    @Override
    public void close() {
        pack.close();
    }
}
