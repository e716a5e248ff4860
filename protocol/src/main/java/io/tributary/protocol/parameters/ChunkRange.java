package io.tributary.protocol.parameters;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Consecutive chunks, the unit of aggregation work.
 *
 * @param from first chunk, inclusive, at least 0
 * @param to last chunk, exclusive, above {@code from}
 */
public record ChunkRange(int from, int to) {
    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if the range is empty or negative
     */
    public ChunkRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("not a chunk range: [" + from + ", " + to + ")");
        }
    }

    /** Number of chunks. */
    public int count() {
        return to - from;
    }

    /**
     * Cuts this range into consecutive ranges of at most {@code chunks} chunks, in order.
     *
     * @throws IllegalArgumentException if {@code chunks} is below 1
     */
    public List<ChunkRange> split(int chunks) {
        if (chunks < 1) {
            throw new IllegalArgumentException("a range holds at least 1 chunk, not " + chunks);
        }
        return LongStream.iterate(from, start -> start < to, start -> start + chunks)
                .mapToObj(start -> new ChunkRange((int) start, (int) Math.min(to, start + chunks)))
                .toList();
    }
}
