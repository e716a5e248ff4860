package io.tributary.coordinator.simulation.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Simulated time: what is to happen, in its order.
 */
public final class Time implements InstantSource {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private record Entry(long at, long order, Runnable happening) {}

    private final PriorityQueue<Entry> agenda = new PriorityQueue<>(
            Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    /** A world that has more happen in one millisecond goes round in circles. */
    private static final int MOST_AT_ONCE = 100_000;
    private long now;
    private long order;
    private int atOnce;

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(now);
    }

    /** Milliseconds since the world began. */
    public long now() {
        return now;
    }

    /** Lets something happen in so much time. */
    public void in(long millis, Runnable happening) {
        agenda.add(new Entry(now + millis, order++, happening));
    }

    /** Lets nothing happen for so long: what was due meanwhile happens afterwards. */
    public void skip(long millis) {
        now += millis;
    }

    /**
     * Goes on to the next thing that is to happen.
     *
     * @return what happens now
     * @throws IllegalStateException no time passes any more
     */
    public Runnable next() {
        Entry next = agenda.remove();
        atOnce = next.at() > now ? 0 : atOnce + 1;
        if (atOnce > MOST_AT_ONCE) {
            throw new IllegalStateException("time stands still at " + now + " ms");
        }
        now = Math.max(now, next.at());
        return next.happening();
    }
}
