package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.RangeWorker;
import io.tributary.protocol.RejectedException;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off ranges of rounds that other members close: on cores that this member's own rounds leave free, from the same rows, objects and
 * keys, into packs of its own. Whatever fails is told in words, and the owner does it without this member.
 */
final class RangeHelp implements RangeWorker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RangeHelp.class);

    private final ThreadRangeExecutor own;
    private final OpenJobs jobs;
    private int helping;

    RangeHelp(RunServices.Storage storage, ThreadRangeExecutor own) {
        this.own = own;
        this.jobs = new OpenJobs(storage, own);
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
            return work(RangeOrder.decode(order), () -> isNeededHere() ? OptionalInt.empty() : next.get()).encode();
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

    private RangeAnswer work(RangeOrder order, Supplier<OptionalInt> next)
            throws AggregationException, RejectedException, InterruptedException {
        OptionalInt first = next.get();
        if (first.isEmpty()) {
            return RangeAnswer.none();
        }
        OpenJobs.Kept kept = jobs.use(order.job());
        try {
            return kept.open(order.job()).work(order, first.getAsInt(), next);
        } finally {
            kept.release();
        }
    }

    @Override
    public void ended(String job) {
        jobs.ended(job);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
