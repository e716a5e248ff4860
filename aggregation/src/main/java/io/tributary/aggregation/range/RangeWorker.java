package io.tributary.aggregation.range;

import java.util.function.Consumer;

/** Somebody who works ranges off: a thread of this process, or a member of a cluster. */
public interface RangeWorker extends AutoCloseable {
    /** Unique among the workers of an executor. */
    String name();

    /**
     * Takes an order, without blocking. It is answered on any thread, perhaps late, twice or never: who gave it minds none of
     * these.
     *
     * @param answers takes the answer; safe for use by many threads, and for ever
     */
    void take(RangeOrder order, Consumer<RangeAnswer> answers);

    /** Ends what it has of its own. */
    @Override
    void close();
}
