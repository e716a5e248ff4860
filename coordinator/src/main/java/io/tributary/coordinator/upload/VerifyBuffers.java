package io.tributary.coordinator.upload;

import io.tributary.protocol.parameters.Chunking;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Buffers to verify chunks in: a few for all uploads, so that memory does not grow with their number (I4). Thread-safe. */
final class VerifyBuffers {
    /** Chunks that are verified at once. */
    static final int AT_ONCE = 16;
    private final BlockingQueue<Buffer> free = new LinkedBlockingQueue<>();

    /** Room for the values of one chunk, as they travelled and as they are; closing gives it back. */
    final class Buffer implements AutoCloseable {
        private final float[] travelled = new float[Chunking.CHUNK_VALUES];
        private final float[] values = new float[Chunking.CHUNK_VALUES];

        float[] travelled() {
            return travelled;
        }

        float[] values() {
            return values;
        }

        @Override
        public void close() {
            free.add(this);
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
