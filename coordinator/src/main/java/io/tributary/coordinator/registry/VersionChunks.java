package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The chunks of a version in the making, and the steps to it. One that the parent has stays in the pack where it is; all others
 * go to a pack of this version. Thread-safe.
 */
final class VersionChunks implements AutoCloseable {
    private final ChunkCodec codec = new ChunkCodec();
    private final Map<String, ChunkPlace> reused;
    private final PackWriter pack;
    private final AdoptedPlaces adopted;

    private VersionChunks(ObjectStore objects, Map<String, ChunkPlace> reused, PackWriter pack) {
        this.reused = reused;
        this.pack = pack;
        this.adopted = new AdoptedPlaces(objects);
    }

    /** Those of a version whose parent has this index. */
    static VersionChunks of(ObjectStore objects, Map<String, ChunkPlace> parent, PackWriter pack) {
        Map<String, Long> used = parent.values().stream().distinct()
                .collect(Collectors.groupingBy(ChunkPlace::pack, Collectors.summingLong(ChunkPlace::length)));
        Map<String, Boolean> mostlyUsed = new HashMap<>();
        used.forEach((name, bytes) -> mostlyUsed.put(name, isMostlyUsed(objects, name, bytes)));
        return new VersionChunks(objects,
                parent.entrySet().stream().filter(chunk -> mostlyUsed.get(chunk.getValue().pack()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                pack);
    }

    /**
     * Whether at least half of a pack is in use. From another one, chunks are copied, so that a version never holds more than twice
     * its bytes on the disk.
     */
    private static boolean isMostlyUsed(ObjectStore objects, String pack, long bytes) {
        return objects.find(pack).map(VersionChunks::size).filter(size -> size <= 2 * bytes).isPresent();
    }

    private static long size(ObjectReader pack) {
        try (pack) {
            return pack.size();
        }
    }

    /** Encodes the first {@code length} values and keeps them. @return the chunk's hash */
    String write(float[] values, int length) {
        return keep(codec.encode(values, 0, length));
    }

    /** Keeps an encoded chunk or step. @return its hash */
    String keep(byte[] encoded) {
        String sha256 = Sha256.of(encoded).hex();
        if (!reused.containsKey(sha256)) {
            pack.write(sha256, encoded);
        }
        return sha256;
    }

    /** Another writer keeps this. */
    void adopt(PartIndex.Named chunk) {
        if (!reused.containsKey(chunk.sha256())) {
            adopted.add(chunk);
        }
    }

    /** Makes what was kept durable. @return where each of these lies */
    Map<String, ChunkPlace> commit(Collection<String> hashes) {
        Map<String, ChunkPlace> fresh = pack.commit();
        return hashes.stream().distinct()
                .collect(Collectors.toMap(Function.identity(), sha256 -> place(fresh, sha256)));
    }

    private ChunkPlace place(Map<String, ChunkPlace> fresh, String sha256) {
        ChunkPlace own = fresh.get(sha256);
        ChunkPlace before = own == null ? reused.get(sha256) : own;
        return before == null ? adopted.find(sha256).orElseThrow() : before;
    }

    /** Deletes the packs of other writers but these. */
    void withdrawAdopted(Set<String> used) {
        adopted.withdraw(used);
    }

    PackWriter pack() {
        return pack;
    }

    @Override
    public void close() {
        pack.close();
    }
}
