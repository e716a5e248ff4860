package io.tributary.aggregation.executor;

import io.tributary.protocol.parameters.ChunkRange;

/**
 * A pass ranges of which may be worked off in another process too: from the description that process makes the same pass of an equal job,
 * and what a range gives comes back as bytes. Safe for use by many threads.
 *
 * @param <R> what a range gives
 */
public interface SharedPass<R> extends RangePass<R> {
    /** What the other process needs to know beside the job; a few bytes, or the mix that a pass before came to. */
    byte[] description();

    /** What a range gave: the same bytes for equal results, and for no others. */
    byte[] encode(R result);

    /** What a range gave elsewhere. @throws IllegalArgumentException if these bytes are not what this range can give */
    R decode(ChunkRange range, byte[] result);
}
