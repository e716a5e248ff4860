package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.RangePass;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs ranges of so many chunks on this thread in any order, and each of them twice, as if the first answer had been lost: both must be
 * equal.
 */
record ShuffledRanges(int chunks, Random random) implements RangeExecutor {
    @Override
    public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
        List<ChunkRange> ranges = all.split(chunks);
        List<ChunkRange> order = new ArrayList<>(ranges);
        order.addAll(ranges);
        Collections.shuffle(order, random);
        Map<ChunkRange, R> given = new ConcurrentHashMap<>();
        for (ChunkRange range : order) {
            R answer = pass.run(range);
            R before = given.putIfAbsent(range, answer);
            if (before instanceof List<?> first && answer instanceof List<?> again) {
                assertArrayEquals(first.toArray(), again.toArray(), () -> range + " gave another result");
            }
        }
        return ranges.stream().map(given::get).toList();
    }

    @Override
    public void close() {}
}
