package io.tributary.coordinator.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Simulated time: what is to happen, in its order. It may be let pass from within something that is happening, which is how one
 * thread of a simulated process is held up while the rest of the world goes on.
 */
final class Time implements InstantSource {
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
    long now() {
        return now;
    }

    void in(long millis, Runnable happening) {
        agenda.add(new Entry(now + millis, order++, happening));
    }

    /** Lets the next thing happen. */
    void next() {
        Entry next = agenda.remove();
        now = Math.max(now, next.at());
        next.happening().run();
    }

    /** Lets so much time pass, and what happens in it. */
    void pass(long millis) {
        long until = now + millis;
        while (!agenda.isEmpty() && agenda.element().at() <= until) {
            next();
        }
        now = Math.max(now, until);
    }
}
