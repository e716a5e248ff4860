package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.SharedPass;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the ranges of a pass gave. A range that gives a second result must give the same. Thread-safe. */
final class RangeResults<R> {
    private record Given<R>(R result, byte[] encoded, String by) {}

    private final List<ChunkRange> ranges;
    private final SharedPass<R> pass;
    private final Map<Integer, Given<R>> given = new TreeMap<>();
    private @Nullable String conflict;
    private boolean closed;

    RangeResults(List<ChunkRange> ranges, SharedPass<R> pass) {
        this.ranges = ranges;
        this.pass = pass;
    }

    /** A range gave this here. @throws IllegalStateException if a range gave two results */
    synchronized void give(int number, R result, String by) {
        give(number, new Given<>(result, pass.encode(result), by));
        requireNoConflict();
    }

    /**
     * Ranges gave these elsewhere. After the pass is over that changes nothing.
     *
     * @param believed is called before any of them counts, if they are results at all
     * @throws IllegalArgumentException if they are none
     */
    synchronized void give(Map<Integer, byte[]> results, Runnable believed, String by) {
        Map<Integer, Given<R>> read = new TreeMap<>();
        results.forEach((number, encoded) -> {
            Objects.checkIndex(number, ranges.size());
            read.put(number, new Given<>(pass.decode(ranges.get(number), encoded), encoded, by));
        });
        if (!closed) {
            believed.run();
            read.forEach(this::give);
        }
    }

    private void give(int number, Given<R> now) {
        Given<R> before = given.putIfAbsent(number, now);
        if (before != null && !Arrays.equals(before.encoded, now.encoded)) {
            conflict = "chunks " + ranges.get(number) + " gave one result on " + before.by + " and another on "
                    + now.by;
        }
    }

    synchronized boolean isComplete() {
        return conflict != null || given.size() == ranges.size();
    }

    /** Numbers of ranges without a result. @throws IllegalStateException if a range gave two results */
    synchronized List<Integer> missing() {
        requireNoConflict();
        return IntStream.range(0, ranges.size()).filter(number -> !given.containsKey(number)).boxed().toList();
    }

    private void requireNoConflict() {
        if (conflict != null) {
            throw new IllegalStateException(conflict);
        }
    }

    /** All results, once none is missing. */
    synchronized List<R> inOrder() {
        return given.values().stream().map(Given::result).toList();
    }

    /** The pass is over. */
    synchronized void close() {
        closed = true;
    }
}
