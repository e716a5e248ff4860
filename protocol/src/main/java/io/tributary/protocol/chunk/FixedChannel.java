package io.tributary.protocol.chunk;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel into an array whose length is known beforehand; one thread. */
final class FixedChannel implements WritableByteChannel {
    private final byte[] bytes;
    private final ByteBuffer into;

    FixedChannel(int length) {
        bytes = new byte[length];
        into = ByteBuffer.wrap(bytes);
    }

    /** The array itself, not a copy. */
    byte[] bytes() {
        if (into.hasRemaining()) {
            throw new IllegalStateException(into.remaining() + " of " + bytes.length + " bytes were not written");
        }
        return bytes;
    }

    @Override
    public int write(ByteBuffer source) {
        int written = source.remaining();
        into.put(source);
        return written;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
