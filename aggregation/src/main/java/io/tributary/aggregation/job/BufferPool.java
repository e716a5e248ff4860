package io.tributary.aggregation.job;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * What works off ranges of one pass and has the buffers for it: as many as ranges are in work at once, used again for the next. Safe
 * for use by many threads.
 */
final class BufferPool<W> {
    private final Queue<W> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<W> fresh;

    BufferPool(Supplier<W> fresh) {
        this.fresh = fresh;
    }

    /** A buffer that is in no other use until it is given back. If its work fails it need not be given back. */
    W take() {
        W work = idle.poll();
        return work == null ? fresh.get() : work;
    }

    void giveBack(W work) {
        idle.add(work);
    }
}
