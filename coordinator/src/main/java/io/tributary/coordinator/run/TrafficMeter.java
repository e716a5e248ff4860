package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what the round under way moves, at this member and as the others tell. Thread-safe. */
public final class TrafficMeter {
    private final InstantSource durations;
    private final Map<String, Totals> others = new HashMap<>();
    private Consumer<Totals> changed = _ -> {};
    private Totals own = Totals.NONE;
    private Totals before = Totals.NONE;
    private int uploads;
    private Instant busySince = Instant.EPOCH;

    /**
     * What a member moved since it started.
     *
     * @param bytesUp of updates
     * @param bytesDown of models
     * @param uploadMillis during which at least one update came in
     */
    public record Totals(long bytesUp, long bytesDown, long uploadMillis) {
        static final Totals NONE = new Totals(0, 0, 0);

        private Totals plus(long up, long down, long millis) {
            return new Totals(bytesUp + up, bytesDown + down, uploadMillis + millis);
        }

        private Totals with(Totals other) {
            return plus(other.bytesUp, other.bytesDown, other.uploadMillis);
        }
    }

    /** A meter at zero. */
    public TrafficMeter(InstantSource durations) {
        this.durations = durations;
    }

    /** Tells somebody, after each upload, what this member moved; must not block. */
    public synchronized void tell(Consumer<Totals> listener) {
        changed = listener;
    }

    /** Another member told what it moved. */
    public synchronized void heard(String member, Totals totals) {
        others.put(member, totals);
    }

    /** An upload began to arrive. */
    public synchronized void uploadBegan() {
        if (uploads++ == 0) {
            busySince = durations.instant();
        }
    }

    /** An upload ended, one way or another, after this many bytes. */
    public synchronized void uploadEnded(long bytes) {
        own = own.plus(bytes, 0, --uploads == 0 ? sinceBusy() : 0);
        changed.accept(own);
    }

    /** Model bytes were sent. */
    public synchronized void sent(long bytes) {
        own = own.plus(0, bytes, 0);
    }

    /** What was counted since the last reset; uploads under way here count up to now. Times of several members are added. */
    public synchronized Traffic read() {
        Totals now = all();
        return new Traffic(Math.max(0, now.bytesUp() - before.bytesUp()),
                Math.max(0, now.bytesDown() - before.bytesDown()),
                Math.max(0, now.uploadMillis() - before.uploadMillis()) + (uploads > 0 ? sinceBusy() : 0));
    }

    private Totals all() {
        return others.values().stream().reduce(own, Totals::with);
    }

    /** Back to zero, for the next round. */
    public synchronized void reset() {
        before = all();
        busySince = durations.instant();
    }

    private long sinceBusy() {
        return Math.max(0, Duration.between(busySince, durations.instant()).toMillis());
    }
}
