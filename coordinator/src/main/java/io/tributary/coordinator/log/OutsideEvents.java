package io.tributary.coordinator.log;

import io.tributary.coordinator.access.TokenBucket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events that somebody outside can cause as often as they like: {@value #AT_ONCE} at once and one a second are written. The others are
 * counted, and the next one that is written says how many there were. Thread-safe, never blocks.
 */
public final class OutsideEvents {
    static final int AT_ONCE = 100;

    private final TokenBucket places;
    private final AtomicLong unlisted = new AtomicLong();

    public OutsideEvents(InstantSource clock) {
        this.places = new TokenBucket(AT_ONCE, 1, clock);
    }

    /** Writes or counts an event, as {@link OperatorEvent#log} does. */
    public void log(OperatorEvent event, Object... keysAndValues) {
        if (!places.take().isZero()) {
            unlisted.incrementAndGet();
            return;
        }
        long before = unlisted.getAndSet(0);
        if (before == 0) {
            event.log(keysAndValues);
            return;
        }
        List<Object> more = new ArrayList<>(List.of(keysAndValues));
        more.add("unlisted");
        more.add(before);
        event.log(more.toArray());
    }
}
