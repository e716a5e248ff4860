package io.tributary.coordinator.store.object.s3;

import java.util.concurrent.Semaphore;

/** Room for what readers fetch before they are asked for it: bounded for all readers of a store, however many are open. Thread-safe. */
final class ReadAhead {
    /** Bytes of one request. */
    static final int PIECE = 1 << 20;
    /** All that is held at once: 64 MiB. */
    static final int PIECES = 64;

    private final Semaphore room = new Semaphore(PIECES);

    /** Takes room for one piece, if there is some. */
    boolean take() {
        return room.tryAcquire();
    }

    void giveBack(int pieces) {
        room.release(pieces);
    }

    int free() {
        return room.availablePermits();
    }
}
