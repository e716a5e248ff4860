package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts what the round under way moves. Thread-safe. */
public final class TrafficMeter {
    private final InstantSource durations;
    private long bytesUp;
    private long bytesDown;
    private long uploadMillis;
    private int uploads;
    private Instant busySince = Instant.EPOCH;

    /** A meter at zero. */
    public TrafficMeter(InstantSource durations) {
        this.durations = durations;
    }

    /** An upload began to arrive. */
    public synchronized void uploadBegan() {
        if (uploads++ == 0) {
            busySince = durations.instant();
        }
    }

    /** An upload ended, one way or another, after this many bytes. */
    public synchronized void uploadEnded(long bytes) {
        bytesUp += bytes;
        if (--uploads == 0) {
            uploadMillis += sinceBusy();
        }
    }

    /** Model bytes were sent. */
    public synchronized void sent(long bytes) {
        bytesDown += bytes;
    }

    /** What was counted since the last reset; uploads under way count up to now. */
    public synchronized Traffic read() {
        return new Traffic(bytesUp, bytesDown, uploadMillis + (uploads > 0 ? sinceBusy() : 0));
    }

    /** Back to zero, for the next round. */
    public synchronized void reset() {
        bytesUp = 0;
        bytesDown = 0;
        uploadMillis = 0;
        busySince = durations.instant();
    }

    private long sinceBusy() {
        return Math.max(0, Duration.between(busySince, durations.instant()).toMillis());
    }
}
