package io.tributary.coordinator.http;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether this member is being stopped. From then on it takes nothing new from devices, which go on at another member, and finishes what
 * it has begun. Thread-safe.
 */
final class Draining {
    private final AtomicInteger uploads = new AtomicInteger();
    private volatile boolean begun;

    void begin() {
        begun = true;
    }

    /** @throws RejectedException DRAINING once it has begun */
    void requireNot() throws RejectedException {
        if (begun) {
            throw new RejectedException(Reason.DRAINING, "this member is being stopped; go on at another one");
        }
    }

    void uploadBegan() {
        uploads.incrementAndGet();
    }

    void uploadEnded() {
        uploads.decrementAndGet();
    }

    /** Updates whose bytes come in now. */
    int uploads() {
        return uploads.get();
    }
}
