package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
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

/** Encoded chunks, of models or of states, under their own hashes. Thread-safe. */
final class ModelChunks {

    private final ChunkCodec codec = new ChunkCodec();
    private final ObjectStore objects;
    private final String below;

    /** Those of models, which versions share. */
    static ModelChunks ofModels(ObjectStore objects) {
        return new ModelChunks(objects, "models/chunks/");
    }

    /** Those of the state that belongs to one version: of no use to another, never served, and deleted before the version is. */
    static ModelChunks ofState(ObjectStore objects, String model, int version) {
        return new ModelChunks(objects, statesOf(model) + "/" + version + "/");
    }

    /** Where the states of a model's versions lie. */
    static String statesOf(String model) {
        return "states/" + model;
    }

    private ModelChunks(ObjectStore objects, String below) {
        this.objects = objects;
        this.below = below;
    }

    /** Encodes the first {@code length} values and keeps them, durably; one that is there and whole is not written again. */
    String write(float[] values, int length) {
        return keep(codec.encode(values, 0, length));
    }

    /** Keeps an encoded chunk, or an encoded step between two of them, durably; one that is there and whole is not written again. */
    String keep(byte[] encoded) {
        String sha256 = Sha256.of(encoded).hex();
        String name = below + sha256;
        if (!objects.exists(name) || !isWhole(name, sha256, encoded.length)) {
            try (ObjectWriter writer = objects.write(name)) {
                writer.append(ByteBuffer.wrap(encoded));
                writer.commit();
            }
        }
        return sha256;
    }

    private boolean isWhole(String name, String sha256, int length) {
        try (ObjectReader reader = objects.read(name)) {
            return reader.size() == length && Sha256.of(bytes(reader, length)).hex().equals(sha256);
        }
    }

    /** Opens an encoded chunk, unless there is none of this hash. */
    Optional<ObjectReader> find(String sha256) {
        return objects.find(below + Sha256.requireHex("chunk", sha256));
    }

    /**
     * Reads the chunk of this hash into the head of an array.
     *
     * @param values how many the chunk has
     * @throws RejectedException HASH_MISMATCH, or why it is no chunk, if the bytes stored are others
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
        try (ObjectReader reader = objects.read(below + sha256)) {
            if (reader.size() != length) {
                throw new RejectedException(Reason.HASH_MISMATCH,
                        "the object of chunk " + sha256 + " has " + reader.size() + " bytes and should have " + length);
            }
            byte[] encoded = bytes(reader, length);
            String found = Sha256.of(encoded).hex();
            if (!found.equals(sha256)) {
                throw new RejectedException(Reason.HASH_MISMATCH,
                        "the object of chunk " + sha256 + " has hash " + found);
            }
            return encoded;
        }
    }

    private static byte[] bytes(ObjectReader reader, int length) {
        byte[] bytes = new byte[length];
        reader.read(0, ByteBuffer.wrap(bytes));
        return bytes;
    }
}
