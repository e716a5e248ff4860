package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.RangeWorker;
import io.tributary.learning.Evaluator;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off ranges of rounds that other members close, and slices of what they measure: on cores that this member's own rounds leave free, from the same rows, objects and
 * keys, into packs of its own. Whatever fails is told in words, and the owner does it without this member.
 */
final class RangeHelp implements RangeWorker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RangeHelp.class);

    private final ThreadRangeExecutor own;
    private final RunServices.Storage storage;
    private final OpenJobs<OpenJob> jobs = new OpenJobs<>();
    private final SliceHelp slices;
    private int helping;

    RangeHelp(RunServices.Storage storage, ThreadRangeExecutor own,
            Function<RunPlan, Optional<Evaluator>> evaluators) {
        this.own = own;
        this.storage = storage;
        this.slices = new SliceHelp(storage, evaluators);
    }

    @Override
    public synchronized int freeCores() {
        return Math.max(0, own.freeThreads() - helping);
    }

    /** Whether this member's own rounds want a core back: it is given after the range at work. */
    private boolean isNeededHere() {
        return own.ranges() + helping() > own.threads();
    }

    synchronized int helping() {
        return helping;
    }

    private synchronized boolean takeCore() {
        boolean free = freeCores() > 0;
        helping += free ? 1 : 0;
        return free;
    }

    private synchronized void giveBackCore() {
        helping--;
    }

    @Override
    public byte[] work(byte[] order, Supplier<OptionalInt> next) {
        if (!takeCore()) {
            return RangeAnswer.none().encode();
        }
        try {
            return answer(order, () -> isNeededHere() ? OptionalInt.empty() : next.get()).encode();
        } catch (InterruptedException stopped) {
            LOG.info("this member stops while it works for another", stopped);
            Thread.currentThread().interrupt();
            return RangeAnswer.failed("interrupted").encode();
        } catch (AggregationException | RejectedException | RuntimeException failed) {
            LOG.warn("work for another member failed; it does it without this one", failed);
            return RangeAnswer.failed(String.valueOf(failed.getMessage())).encode();
        } finally {
            giveBackCore();
        }
    }

    private RangeAnswer answer(byte[] order, Supplier<OptionalInt> next)
            throws AggregationException, RejectedException, InterruptedException {
        return SliceOrder.is(order) ? slices.work(SliceOrder.decode(order), next)
                : work(RangeOrder.decode(order), next);
    }

    /** Each time, the order's owner must still be the run's owner. A member without the plan's plug-ins takes no number. */
    private RangeAnswer work(RangeOrder order, Supplier<OptionalInt> next)
            throws AggregationException, RejectedException, InterruptedException {
        if (!hasPlugIns(order.job().run())) {
            return RangeAnswer.declined();
        }
        OptionalInt first = next.get();
        if (first.isEmpty()) {
            return RangeAnswer.none();
        }
        OpenJobs<OpenJob>.Kept kept = jobs.use(order.job().id());
        try {
            OpenJob.requireOwner(storage, order.job().run(), order.job().epoch());
            return kept.open(() -> OpenJob.open(storage, order.job(), own)).work(order, first.getAsInt(), next);
        } finally {
            kept.release();
        }
    }

    private boolean hasPlugIns(String run) {
        try {
            PlannedPlugIns.require(PlannedRun.of(storage.runs().find(run).orElseThrow()).plan());
            return true;
        } catch (RejectedException missing) {
            LOG.info("this member does not help with run {}", run, missing);
            return false;
        }
    }

    @Override
    public void ended(String job) {
        jobs.ended(job);
        slices.ended(job);
    }

    @Override
    public void close() {
        jobs.close();
        slices.close();
    }
}
