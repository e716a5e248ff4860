package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Reads encoded chunks, of models or of states, from the packs that an index names. Thread-safe. */
final class PackedChunks {
    /** Where chunks lie, by hash. */
    @FunctionalInterface
    interface Places {
        /** Where a chunk lies, unless it is not kept. */
        Optional<ChunkPlace> find(String sha256);

        /** The pack that {@link #find} named is gone: whatever is remembered of the chunk is out of date. */
        default void moved(String sha256) {}
    }

    private final ChunkCodec codec = new ChunkCodec();
    private final ObjectStore objects;
    private final Places places;

    PackedChunks(ObjectStore objects, Places places) {
        this.objects = objects;
        this.places = places;
    }

    /** Opens an encoded chunk, unless none of this hash is kept. A deletion does not disturb who has it open. */
    Optional<ObjectReader> find(String sha256) {
        Sha256.requireHex("chunk", sha256);
        Optional<ChunkPlace> place = places.find(sha256);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectReader> there = objects.find(place.get());
        if (there.isPresent()) {
            return there;
        }
        places.moved(sha256);
        return places.find(sha256).flatMap(objects::find);
    }

    /**
     * Reads the chunk of this hash into the head of an array.
     *
     * @param values how many the chunk has
     * @throws RejectedException NOT_FOUND if it is not kept, HASH_MISMATCH, or why it is no chunk, if the bytes stored are others
     */
    void read(String sha256, int values, float[] into) throws RejectedException {
        try {
            codec.decode(verified(sha256, ChunkCodec.encodedLength(values)), into, 0, values);
        } catch (MalformedChunkException malformed) {
            throw malformed.in("chunk " + sha256);
        }
    }

    /** SHA-256 of the whole vector that these chunks make. @throws RejectedException as {@link #read} */
    Sha256 vectorHash(ParameterLayout layout, List<String> hashes) throws RejectedException {
        Chunking chunking = layout.chunking();
        VectorDigest digest = new VectorDigest();
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            read(hashes.get(chunk), chunking.length(chunk), values);
            digest.update(values, 0, chunking.length(chunk));
        }
        return digest.finish();
    }

    private byte[] verified(String sha256, int length) throws RejectedException {
        try (ObjectReader reader = find(sha256).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "chunk " + sha256 + " is not kept (any more)"))) {
            if (reader.size() != length) {
                throw new RejectedException(Reason.HASH_MISMATCH,
                        "chunk " + sha256 + " has " + reader.size() + " bytes in its pack and should have " + length);
            }
            byte[] encoded = new byte[length];
            reader.read(0, ByteBuffer.wrap(encoded));
            String found = Sha256.of(encoded).hex();
            if (!found.equals(sha256)) {
                throw new RejectedException(Reason.HASH_MISMATCH,
                        "what is stored as chunk " + sha256 + " has hash " + found);
            }
            return encoded;
        }
    }
}
