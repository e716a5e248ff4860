package io.tributary.coordinator.cluster;

import java.util.OptionalInt;
import java.util.function.Supplier;

/** What a member does for the owners of rounds that are closed elsewhere. Thread-safe; no method throws. */
public interface RangeWorker {
    /** How many ranges more this member could work off at once. */
    int freeCores();

    /**
     * Works ranges off until there are none left, on the calling thread.
     *
     * @param order what to do, as the owner of the round said it
     * @param next numbers of ranges, one after the other; empty when there are no more
     * @return what came of it, for the owner
     */
    byte[] work(byte[] order, Supplier<OptionalInt> next);

    /** A job is over: what was kept for further ranges of it can go. */
    void ended(String job);
}
