package io.tributary.aggregation.range;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Those who work ranges of one pass off, each with its buffers: as many as ranges are in work at once, used again for the next.
 * Safe for use by many threads.
 */
final class Workers<W> {
    private final Queue<W> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<W> hire;

    Workers(Supplier<W> hire) {
        this.hire = hire;
    }

    /** One that nobody else uses until it is given back; if its work fails it need not be. */
    W take() {
        W worker = idle.poll();
        return worker == null ? hire.get() : worker;
    }

    void giveBack(W worker) {
        idle.add(worker);
    }
}
