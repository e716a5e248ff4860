package io.tributary.coordinator.upload;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Where uploads gather a part until it is whole, so that it is verified without being read back: one for each of the first
 * {@value #AT_ONCE} uploads that come in at once, and none for others, so that memory does not grow with their number (I4). Thread-safe.
 */
final class ReceiveBuffers {
    /** Uploads that gather parts in memory: together at most 17 MB. */
    static final int AT_ONCE = 64;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    /** Room for one part at a time; closing gives it back. */
    final class Room implements AutoCloseable {
        private byte[] bytes = new byte[0];

        /** At least so many bytes, of no certain content. */
        byte[] of(int length) {
            if (bytes.length < length) {
                byte[] used = idle.poll();
                bytes = used != null && used.length >= length ? used : new byte[length];
            }
            return bytes;
        }

        @Override
        public void close() {
            if (bytes.length > 0) {
                idle.add(bytes);
            }
            places.release();
        }
    }

    /** Takes room, unless all of it is taken. */
    Optional<Room> take() {
        return places.tryAcquire() ? Optional.of(new Room()) : Optional.empty();
    }

    /** How many more there are to take. */
    int free() {
        return places.availablePermits();
    }
}
