package io.tributary.client.internal.model;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The chunks of one version in one file, each at the place that follows from the layout. A chunk is there when the bytes at its
 * place have the hash that the manifest names, so a file that was cut off, holed or altered needs no other record of what it lacks. Used by one thread.
 */
final class ChunkPack {
    private final Path file;
    private final ModelManifest manifest;
    private final Chunking chunking;
    private final ChunkCodec codec = new ChunkCodec();
    private final ChunkRoom room = new ChunkRoom();
    private final Map<String, Integer> places = new HashMap<>();

    ChunkPack(Path file, ModelManifest manifest) {
        this.file = file;
        this.manifest = manifest;
        this.chunking = manifest.layout().chunking();
        for (int chunk = 0; chunk < manifest.chunks().size(); chunk++) {
            places.putIfAbsent(manifest.chunks().get(chunk), chunk);
        }
    }

    Path file() {
        return file;
    }

    int length(int chunk) {
        return ChunkCodec.encodedLength(chunking.length(chunk));
    }

    private long offset(int chunk) {
        return (long) length(0) * chunk;
    }

    /** The chunk's bytes, in an array that the next call uses again; empty if it is not there. */
    Optional<byte[]> read(FileChannel channel, int chunk) throws IOException {
        long offset = offset(chunk);
        if (channel.size() < offset + length(chunk)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(room.of(length(chunk)));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        boolean intact = Sha256.of(bytes.array()).hex().equals(manifest.chunks().get(chunk));
        return intact ? Optional.of(bytes.array()) : Optional.empty();
    }

    /** A chunk by its hash, wherever in this pack it stands, in an array that the next call uses again; empty if it is not there. */
    Optional<byte[]> find(String sha256) throws IOException {
        Integer chunk = places.get(sha256);
        if (chunk == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, chunk);
        }
    }

    void write(FileChannel channel, int chunk, byte[] encoded) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        while (bytes.hasRemaining()) {
            channel.write(bytes, offset(chunk) + bytes.position());
        }
    }

    /** Decodes a chunk into its place in the whole vector. */
    void decode(int chunk, byte[] encoded, float[] model) throws RejectedException {
        decode(chunk, encoded, model, chunking.offset(chunk));
    }

    private void decode(int chunk, byte[] encoded, float[] into, int offset) throws RejectedException {
        try {
            codec.decode(encoded, into, offset, chunking.length(chunk));
        } catch (MalformedChunkException malformed) {
            throw malformed.in("chunk " + chunk + " of " + title());
        }
    }

    /**
     * The whole model, verified.
     *
     * @throws RejectedException {@link Reason#HASH_MISMATCH} if a byte is not what the manifest says
     */
    float[] model() throws IOException, RejectedException {
        float[] model = new float[chunking.values()];
        readAll(model, chunking::offset);
        return model;
    }

    /**
     * Passes if the whole model is there and intact; takes the memory of a chunk.
     *
     * @throws RejectedException as {@link #model}
     */
    void verify() throws IOException, RejectedException {
        readAll(new float[chunking.length(0)], chunk -> 0);
    }

    private void readAll(float[] into, IntUnaryOperator offset) throws IOException, RejectedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int chunk = 0; chunk < chunking.count(); chunk++) {
                int index = chunk;
                byte[] encoded = read(channel, chunk).orElseThrow(() -> new RejectedException(Reason.HASH_MISMATCH,
                        "chunk " + index + " of " + title() + " in " + file
                                + " is not the one that its manifest names"));
                decode(chunk, encoded, into, offset.applyAsInt(chunk));
            }
        }
    }

    private String title() {
        return "'" + manifest.model() + "' version " + manifest.version();
    }
}
