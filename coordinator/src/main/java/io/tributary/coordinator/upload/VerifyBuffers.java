package io.tributary.coordinator.upload;

import io.tributary.protocol.parameters.Chunking;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** Buffers to verify chunks in: a few for all uploads, so that memory does not grow with their number (I4). Thread-safe. */
final class VerifyBuffers {
    /** Chunks that are verified at once. */
    static final int AT_ONCE = 16;
    private static final float[] NONE = {};
    /** What was used last comes first: it is in the cache, and has its arrays. */
    private final BlockingDeque<Buffer> free = new LinkedBlockingDeque<>();

    /** Room for one chunk, as it was stored, opened, and as its values travelled and are; closing gives it back. */
    final class Buffer implements AutoCloseable {
        private byte[] sealed = new byte[0];
        private byte[] plain = sealed;
        private float[] travelled = NONE;
        private float[] values = NONE;

        /** At least so many bytes. */
        byte[] sealed(int length) {
            if (sealed.length < length) {
                sealed = new byte[length];
            }
            return sealed;
        }

        /** Exactly so many bytes: all chunks of an update but the last have as many. */
        byte[] plain(int length) {
            if (plain.length != length) {
                plain = new byte[length];
            }
            return plain;
        }

        float[] travelled() {
            travelled = travelled.length == 0 ? new float[Chunking.CHUNK_VALUES] : travelled;
            return travelled;
        }

        float[] values() {
            values = values.length == 0 ? new float[Chunking.CHUNK_VALUES] : values;
            return values;
        }

        @Override
        public void close() {
            free.addFirst(this);
        }
    }

    VerifyBuffers() {
        for (int i = 0; i < AT_ONCE; i++) {
            free.add(new Buffer());
        }
    }

    /** Waits for a buffer. */
    Buffer take() throws InterruptedException {
        return free.take();
    }
}
