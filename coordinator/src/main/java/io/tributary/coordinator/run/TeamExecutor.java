package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.RangePass;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.RangeHelper;
import io.tributary.coordinator.cluster.SharedRanges;
import io.tributary.coordinator.registry.PartIndex;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs the passes of one job on this member's threads and on other members' free cores; small passes, and those that others cannot run, here. */
final class TeamExecutor implements RangeExecutor {
    /** Few enough that a lost member loses little, enough that pulling a number costs little beside a range. */
    private static final int MOST_CHUNKS = 4;
    /** Enough that all members end together. */
    private static final int RANGES_OF_A_THREAD = 16;

    private final SharedRanges shared;
    private final ThreadRangeExecutor own;
    private final RangeTeam.Limits limits;
    private final RangeOrder.Job job;
    private final int updates;
    private final Consumer<PartIndex> written;

    TeamExecutor(SharedRanges shared, ThreadRangeExecutor own, RangeTeam.Limits limits, RangeOrder.Job job, int updates,
            Consumer<PartIndex> written) {
        this.shared = shared;
        this.own = own;
        this.limits = limits;
        this.job = job;
        this.updates = updates;
        this.written = written;
    }

    @Override
    public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
        if (!(pass instanceof SharedPass<R> both) || (long) all.count() * updates < limits.leastReads()) {
            return own.of(job.run()).run(all, pass);
        }
        int step = Math.clamp(all.count() / ((long) RANGES_OF_A_THREAD * own.threads()), 1, MOST_CHUNKS);
        RangeOrder order = new RangeOrder(job, both.description(), all, step);
        return new TeamPass<>(shared, own.of(job.run()),
                new TeamPass.Patience(Duration.ZERO, limits.patience(), limits.waits()), order,
                both,
                written).run();
    }

    /** Tells the others that the job is over. */
    @Override
    public void close() {
        for (RangeHelper helper : shared.others()) {
            var _ = helper.ended(job.id()); // whoever does not hear it finds out by itself
        }
    }
}
