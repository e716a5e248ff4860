package io.tributary.aggregation.range;

import io.tributary.protocol.Sha256;

/** What a worker says about an order. Immutable. */
public sealed interface RangeAnswer {
    /** Who says it. */
    String worker();

    /**
     * The range is worked off.
     *
     * @param content names the result: equal for equal results, and for no others
     * @param result what the pass gave
     */
    record Done(String worker, RangeOrder order, Sha256 content, Object result) implements RangeAnswer {}

    /** The range cannot be worked off, by nobody: an update is refused, or storage broke. */
    record Failed(String worker, RangeOrder order, Throwable cause) implements RangeAnswer {}

    /** The worker is gone, with whatever it had taken. */
    record Lost(String worker) implements RangeAnswer {}
}
