package io.tributary.loadtest.large;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;

/** A sealed update as a stream of bytes, which are generated as they are read: of all of it one chunk is in memory. Used by one thread. */
final class SealedBody extends InputStream {
    /** Gives the values of a chunk. */
    interface Update {
        void draw(int chunk, float[] into);
    }

    private final Update update;
    private final UpdateSealer sealer;
    private final Chunking chunking;
    private final ChunkCodec codec = new ChunkCodec();
    private final MessageDigest digest = Sha256.algorithm();
    private final float[] values = new float[Chunking.CHUNK_VALUES];
    private byte[] part;
    private int read;
    private int next;

    SealedBody(Update update, UpdateSealer sealer, Chunking chunking) {
        this.update = update;
        this.sealer = sealer;
        this.chunking = chunking;
        this.part = sealer.header();
        digest.update(part);
    }

    /** Hash of the header. */
    Sha256 header() {
        return Sha256.of(sealer.header());
    }

    /** Hash of all of it, once it was read; asked once. */
    Sha256 whole() {
        return Sha256.finish(digest);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (read == part.length && !advance()) {
            return -1;
        }
        int count = Math.min(length, part.length - read);
        System.arraycopy(part, read, into, offset, count);
        read += count;
        return count;
    }

    private boolean advance() {
        if (next == chunking.count()) {
            return false;
        }
        update.draw(next, values);
        part = sealer.seal(next, codec.encode(values, 0, chunking.length(next)));
        digest.update(part);
        next++;
        read = 0;
        return true;
    }
}
