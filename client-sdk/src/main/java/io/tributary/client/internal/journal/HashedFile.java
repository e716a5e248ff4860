package io.tributary.client.internal.journal;

import io.tributary.protocol.Sha256;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/** Writes bytes to a file and hashes them, both from the caller's array: nothing is gathered in between. One thread. */
final class HashedFile extends OutputStream {
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.algorithm();

    HashedFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Disk.REAL.write(channel, ByteBuffer.wrap(bytes, offset, length));
        digest.update(bytes, offset, length);
    }

    /** The SHA-256 of all that was written; once. */
    Sha256 sha256() {
        return Sha256.finish(digest);
    }
}
