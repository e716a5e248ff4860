package io.tributary.aggregation.range;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which range of a pass is open, leased to whom and until when, or done. A range whose lease ends, or whose worker is lost, is open
 * again; the first answer counts, whoever gives it, and every later one must be the same. Knows no clock. One thread.
 */
final class RangeLedger {
    private record Lease(ChunkRange range, Instant until) {}

    private record Result(String worker, Sha256 content, Object value) {}

    private final Map<ChunkRange, @Nullable Result> results = new LinkedHashMap<>();
    private final Deque<ChunkRange> open = new ArrayDeque<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private int missing;

    RangeLedger(List<ChunkRange> ranges) {
        ranges.forEach(range -> results.put(range, null));
        open.addAll(ranges);
        missing = ranges.size();
    }

    /** The next range that nobody has, leased to this worker, who has none; empty if there is none. */
    Optional<ChunkRange> lease(String worker, Instant until) {
        if (holds(worker)) {
            throw new IllegalStateException("worker '" + worker + "' has a range already");
        }
        ChunkRange range = open.poll();
        while (range != null && results.get(range) != null) {
            range = open.poll();
        }
        if (range != null) {
            leases.put(worker, new Lease(range, until));
        }
        return Optional.ofNullable(range);
    }

    /**
     * A range is done.
     *
     * @throws ConflictingRangesException if it was done before, with another result
     */
    void done(String worker, ChunkRange range, Sha256 content, Object value) {
        release(worker, range);
        if (!results.containsKey(range)) {
            throw new IllegalArgumentException(
                    "worker '" + worker + "' answers for " + range + ", which nobody asked for");
        }
        Result before = results.get(range);
        if (before == null) {
            results.put(range, new Result(worker, content, value));
            missing--;
        } else if (!before.content().equals(content)) {
            throw new ConflictingRangesException(range, before.worker(), before.content(), worker, content);
        }
    }

    /** A worker has nothing any more: what it had is open to the others. */
    void lost(String worker) {
        Lease lease = leases.remove(worker);
        if (lease != null) {
            open.addFirst(lease.range());
        }
    }

    /** Opens the ranges whose leases have ended to the others. */
    void expire(Instant now) {
        leases.entrySet().stream().filter(lease -> !lease.getValue().until().isAfter(now)).map(Map.Entry::getKey)
                .sorted()
                .toList().forEach(this::lost);
    }

    /** A worker has this range no more, if that is the one it has; it is not opened again. */
    void release(String worker, ChunkRange range) {
        Lease lease = leases.get(worker);
        if (lease != null && lease.range().equals(range)) {
            leases.remove(worker);
        }
    }

    /** Whether a worker has a range. */
    boolean holds(String worker) {
        return leases.containsKey(worker);
    }

    /** Whether a range needs no answer any more. */
    boolean isDone(ChunkRange range) {
        return results.get(range) != null;
    }

    /** When the first lease ends; empty if there is none. */
    Optional<Instant> firstEnd() {
        return leases.values().stream().map(Lease::until).min(Instant::compareTo);
    }

    /** Whether every range is done. */
    boolean complete() {
        return missing == 0;
    }

    /** What the ranges gave, in their order, once all are done. */
    List<Object> results() {
        List<Object> values = new ArrayList<>();
        results.forEach((range, result) -> {
            if (result == null) {
                throw new IllegalStateException(range + " is not done");
            }
            values.add(result.value());
        });
        return values;
    }
}
