package io.tributary.loadtest.chaos;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a proxy does. Thread-safe. */
final class Counters {
    final LongAdder connections = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder bytesUp = new LongAdder();
    final LongAdder bytesDown = new LongAdder();
    final LongAdder cuts = new LongAdder();
    final LongAdder holes = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder delayed = new LongAdder();
    final LongAdder duplicated = new LongAdder();
    final LongAdder flipped = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder replayed = new LongAdder();

    ChaosStatistics read() {
        return new ChaosStatistics(connections.sum(), refused.sum(), bytesUp.sum(), bytesDown.sum(), cuts.sum(),
                holes.sum(), dropped.sum(), delayed.sum(), duplicated.sum(), flipped.sum(), throttled.sum(),
                replayed.sum());
    }
}
