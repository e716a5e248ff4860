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
    private long now;
    private long order;

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

    /** Lets the next thing happen. */
    public void next() {
        Entry next = agenda.remove();
        now = Math.max(now, next.at());
        next.happening().run();
    }
}
