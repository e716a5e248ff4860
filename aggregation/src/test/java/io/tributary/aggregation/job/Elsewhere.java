package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.RangePass;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs each range by a job of its own that is told of the pass in bytes, as another process would, and takes the result in bytes. */
final class Elsewhere implements RangeExecutor {
    private final Supplier<RangeJob> others;
    private int shared;

    /** @param others makes equal jobs */
    Elsewhere(Supplier<RangeJob> others) {
        this.others = others;
    }

    /** How many passes were run so. */
    int shared() {
        return shared;
    }

    @Override
    public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
        if (!(pass instanceof SharedPass<R> said)) {
            return List.of(pass.run(all));
        }
        shared++;
        List<R> results = new ArrayList<>();
        for (ChunkRange range : all.split(2)) {
            results.add(said.decode(range, bytes(others.get().pass(said.description()), range)));
        }
        return results;
    }

    private static <R> byte[] bytes(SharedPass<R> pass, ChunkRange range)
            throws AggregationException, InterruptedException {
        return pass.encode(pass.run(range));
    }

    @Override
    public void close() {}
}
