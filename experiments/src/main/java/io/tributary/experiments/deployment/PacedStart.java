package io.tributary.experiments.deployment;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets devices of one process start a hundred at a time: the next one begins to enrol when one before it asks for work, or has ended. So
 * a thousand of them do not take all the places of their coordinator. Thread-safe.
 */
final class PacedStart {
    static final int AT_ONCE = 100;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** One device's start. */
    final class Place {
        private final AtomicBoolean held = new AtomicBoolean();

        /** Waits for its turn. */
        void take() throws InterruptedException {
            places.acquire();
            held.set(true);
        }

        /** Gives its place to the next when the device asks for work, or has ended. */
        void heard(ClientEvent event) {
            if (event.phase() == Phase.CHECK_IN || event instanceof ClientEvent.Ended) {
                leave();
            }
        }

        /** Gives its place to the next; again, it does nothing. */
        void leave() {
            if (held.compareAndSet(true, false)) {
                places.release();
            }
        }
    }

    Place place() {
        return new Place();
    }
}
