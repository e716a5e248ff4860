package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.SharedRanges;
import io.tributary.coordinator.registry.PartIndex;
import io.tributary.coordinator.store.Fence;
import io.tributary.learning.Evaluator;
import io.tributary.learning.SlicedEvaluator;
import io.tributary.protocol.plan.RunPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a cluster that close each other's rounds together, and measure what comes of them. Each works off ranges on cores that its own rounds leave free. What a
 * round comes to is the same, to the last bit, whoever takes part (I3, I10). Thread-safe.
 */
public final class RangeTeam implements AutoCloseable {
    /** Chunks of updates to be read from which on it pays to ask others: 1,000 take about a quarter of a second here. */
    private static final long LEAST_READS = 1_000;
    /** How long helpers may work on after there is nothing left to pull; then their ranges are worked off again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Most versions are measured sooner than another member has read the model; members take turns of three seconds. */
    private static final TeamPass.Patience MEASURING =
            new TeamPass.Patience(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final Duration ALONE = Duration.ofMinutes(1);

    private final SharedRanges shared;
    private final ThreadRangeExecutor own;
    private final Limits limits;
    private final AtomicLong aloneUntil = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable RangeHelp> help = new AtomicReference<>();

    /**
     * When others are asked, and given up.
     *
     * @param leastReads chunks of updates that a pass reads, from which on others are asked
     * @param patience how long they are waited for when there is nothing left to pull
     * @param measuring the same for members that measure a version together
     * @param waits how threads wait
     */
    record Limits(long leastReads, Duration patience, TeamPass.Patience measuring, Waits waits) {
        Limits(long leastReads, Duration patience, TeamPass.Patience measuring) {
            this(leastReads, patience, measuring, Waits.REAL);
        }

        Limits(long leastReads, Duration patience) {
            this(leastReads, patience, MEASURING);
        }
    }

    /**
     * A team of those who are there.
     *
     * @param own where this member's own ranges run
     */
    public RangeTeam(SharedRanges shared, ThreadRangeExecutor own) {
        this(shared, own, new Limits(LEAST_READS, PATIENCE));
    }

    RangeTeam(SharedRanges shared, ThreadRangeExecutor own, Limits limits) {
        this.shared = shared;
        this.own = own;
        this.limits = limits;
    }

    /**
     * From now on this member works for others, over this storage, which it must share with them.
     *
     * @param evaluators measure versions of a plan's model, if anything does
     */
    public void serve(RunServices.Storage storage, Function<RunPlan, Optional<Evaluator>> evaluators) {
        RangeHelp worker = new RangeHelp(storage, own, evaluators);
        help.set(worker);
        shared.serve(worker);
    }

    /**
     * Where passes of one job run.
     *
     * @param updates how many there are to be read
     * @param written takes what others wrote
     */
    TeamExecutor on(RangeOrder.Job job, int updates, Consumer<PartIndex> written) {
        Limits now =
                isAlone() ? new Limits(Long.MAX_VALUE, limits.patience(), limits.measuring(), limits.waits()) : limits;
        return new TeamExecutor(shared, own, now, job, updates, written);
    }

    /** What measures one version of a run's model: with others if its examples can be cut into slices, to the same figures. */
    Evaluator together(Evaluator evaluator, Fence fence, int version) {
        return evaluator instanceof SlicedEvaluator sliced && sliced.slices() > 1
                ? new TeamEvaluator(shared, sliced, limits.measuring(), fence, version) : evaluator;
    }

    /** Cores that work for other members now. */
    public int helping() {
        RangeHelp worker = help.get();
        return worker == null ? 0 : worker.helping();
    }

    /** A job failed that others may have taken part in: for a while this member works alone, so that the next attempt is without them. */
    void failed() {
        aloneUntil.set(System.nanoTime() + ALONE.toNanos());
    }

    private boolean isAlone() {
        return System.nanoTime() - aloneUntil.get() < 0;
    }

    /** Works no more for others. */
    @Override
    public void close() {
        shared.stop();
        RangeHelp worker = help.getAndSet(null);
        if (worker != null) {
            worker.close();
        }
    }
}
