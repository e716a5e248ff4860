package io.tributary.coordinator.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * How many buffers an upload asks the network for ahead of its reader: several for brisk peers as long as there are places
 * for them, one for the others, so that many slow ones hold few bytes (I4). Used by one thread.
 */
public final class FetchAhead {
    /** Buffers for a brisk peer. */
    public static final int BRISK = 8;
    /** Bytes over which a peer is timed. */
    private static final int STRETCH = 1 << 18;
    /** A peer is brisk if it sends those bytes within this time. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Semaphore places;
    private Instant since;
    private long stretch;
    private boolean brisk;

    public FetchAhead(Semaphore places, Instant now) {
        this.places = places;
        this.since = now;
    }

    /** How many to ask for, now that so many more bytes were read. */
    public int after(int bytes, Instant now) {
        stretch += bytes;
        if (stretch >= STRETCH) {
            boolean quick = Duration.between(since, now).compareTo(SHORT) <= 0;
            if (!quick) {
                end();
            } else if (!brisk) {
                brisk = places.tryAcquire();
            }
            stretch = 0;
            since = now;
        }
        return brisk ? BRISK : 1;
    }

    /** Gives its place back. */
    public void end() {
        if (brisk) {
            brisk = false;
            places.release();
        }
    }
}
