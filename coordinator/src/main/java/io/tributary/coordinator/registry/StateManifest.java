package io.tributary.coordinator.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy remembers with a version: its chunks by hash, slot by slot, and where they lie in a pack of their own; signed by the
 * coordinator's key and kept by it, never served.
 *
 * @param v format version, 1
 * @param model registry name
 * @param version the version it belongs to
 * @param manifest hex SHA-256 of that version's signed manifest bytes
 * @param pack name of the object that holds the chunks, pack 0
 * @param slots at least 1
 * @param morePacks further objects that hold chunks, packs 1 and up, where several members wrote them; null if none did
 */
record StateManifest(int v, String model, int version, String manifest, String pack, List<Slot> slots,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable List<String> morePacks)
        implements Versioned {
    private static final int MAX_SLOTS = 16;
    private static final int MAX_PACKS = 10_000;

    /**
     * One state vector.
     *
     * @param values its length, at least 1
     * @param chunks hex SHA-256 of each encoded chunk, in order
     * @param positions of the first byte of each in its pack
     * @param packs the number of each chunk's pack; null if all are in pack 0
     */
    record Slot(int values, List<String> chunks, List<Long> positions,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable List<Integer> packs) {
        Slot {
            Fields.within("values", values, 1, Integer.MAX_VALUE);
            int count = new Chunking(values).count();
            chunks = Fields.list("chunks", chunks, count, count);
            chunks.forEach(chunk -> Sha256.requireHex("chunks", chunk));
            positions = Fields.list("positions", positions, count, count);
            positions.forEach(position -> Fields.within("positions", position, 0, Long.MAX_VALUE));
            packs = packs == null || packs.stream().allMatch(Integer.valueOf(0)::equals) ? null
                    : Fields.list("packs", packs, count, count);
        }

        private int pack(int chunk) {
            return packs == null ? 0 : packs.get(chunk);
        }
    }

    StateManifest {
        Fields.version(v);
        Ids.model(model);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        Sha256.requireHex("manifest", manifest);
        ObjectStore.requireName(pack);
        slots = Fields.list("slots", slots, 1, MAX_SLOTS);
        morePacks = morePacks == null ? null : Fields.list("morePacks", morePacks, 1, MAX_PACKS);
        int last = 0;
        if (morePacks != null) {
            morePacks.forEach(ObjectStore::requireName);
            last = morePacks.size();
        }
        for (Slot slot : slots) {
            for (int chunk = 0; chunk < slot.chunks().size(); chunk++) {
                Fields.within("packs", slot.pack(chunk), 0, last);
            }
        }
    }

    static StateManifest of(ModelVersion version, List<String> packs, List<Slot> slots) {
        return new StateManifest(1, version.manifest().model(), version.manifest().version(), version.hash(),
                packs.getFirst(), slots, packs.size() == 1 ? null : packs.subList(1, packs.size()));
    }

    /** The objects that hold the chunks, by number. */
    List<String> packs() {
        List<String> packs = new ArrayList<>(List.of(pack));
        if (morePacks != null) {
            packs.addAll(morePacks);
        }
        return packs;
    }

    /** Where a chunk lies. */
    Map<String, ChunkPlace> index() {
        Map<String, ChunkPlace> index = new HashMap<>();
        List<String> packs = packs();
        for (Slot slot : slots) {
            Chunking chunking = new Chunking(slot.values());
            for (int chunk = 0; chunk < chunking.count(); chunk++) {
                index.put(slot.chunks().get(chunk), new ChunkPlace(packs.get(slot.pack(chunk)),
                        slot.positions().get(chunk),
                        ChunkCodec.encodedLength(chunking.length(chunk))));
            }
        }
        return index;
    }

    /** What its chunks come to. */
    long bytes() {
        return index().values().stream().mapToLong(ChunkPlace::length).sum();
    }

    /** A stored manifest that one of these keys signed, of the state of this version. @throws RejectedException BAD_LINEAGE if of another */
    static StateManifest verified(KeyChain keys, SignedDocument signed, ModelVersion version)
            throws RejectedException {
        StateManifest state =
                WireJson.readDocument(keys.verify(SignatureContext.STATE_MANIFEST, signed), StateManifest.class);
        if (!state.manifest.equals(version.hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "in the place of the state of "
                    + version.manifest().model() + " version " + version.manifest().version() + " stands that of "
                    + state.model + " version " + state.version);
        }
        return state;
    }
}
