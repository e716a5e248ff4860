package io.tributary.coordinator.admission;

import io.tributary.coordinator.access.TokenBucket;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Bounds the lines of log that peers can cause: a few at once, one a second in the long run. What is left out is counted, and the next line
 * says how much it was. Thread-safe, never blocks.
 */
public final class LogBudget {
    private static final int AT_ONCE = 20;
    private final TokenBucket lines;
    private final AtomicLong leftOut = new AtomicLong();

    /** Counts time on this clock. */
    public LogBudget(InstantSource durations) {
        this.lines = new TokenBucket(AT_ONCE, 1, durations);
    }

    /** Writes a line, if there is room for it; it is given what to add about those that were left out, which may be nothing. */
    public void say(Consumer<String> line) {
        if (lines.take().isZero()) {
            long without = leftOut.getAndSet(0);
            line.accept(without == 0 ? "" : " (" + without + " more like it were not written)");
        } else {
            leftOut.incrementAndGet();
        }
    }
}
