package io.tributary.coordinator.run;

import io.tributary.coordinator.cluster.RangeHelper;
import io.tributary.coordinator.cluster.RangeNumbers;
import io.tributary.coordinator.cluster.SharedRanges;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds other members to work on a pass, as long as there is something to pull: one task for each core that a member has free, again and again,
 * so that members that join or become free take part. A member that failed once, or does not take part, is left alone until the pass is over.
 */
final class Recruiter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recruiter.class);
    private static final long PAUSE_MILLIS = 100;

    private final SharedRanges shared;
    private final RangeNumbers numbers;
    private final TeamOrder order;
    private final byte[] encoded;
    private final Waits waits;
    private final BiPredicate<RangeHelper, byte[]> answers;
    private final Set<UUID> asked = new HashSet<>();
    private final Set<UUID> leftAlone = new HashSet<>();
    private final Set<Object> atWork = new HashSet<>();
    /** A permit for each task that ended. */
    private final Semaphore ends = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param answers takes what a task gave, and says whether the member takes part; if it throws {@link IllegalArgumentException}, the member
     *        has failed
     */
    Recruiter(SharedRanges shared, RangeNumbers numbers, TeamOrder order, Waits waits,
            BiPredicate<RangeHelper, byte[]> answers) {
        this.shared = shared;
        this.numbers = numbers;
        this.order = order;
        this.encoded = order.encode();
        this.waits = waits;
        this.answers = answers;
    }

    /** Begins after a while, unless it has. */
    synchronized void start(Duration pause) {
        if (thread == null) {
            thread = Thread.ofVirtual().name("tributary-recruiter").start(() -> recruit(pause));
        }
    }

    private void recruit(Duration pause) {
        try {
            waits.sleep(pause.toMillis());
            while (!isClosed()) {
                int left = numbers.size();
                if (left > 0) {
                    shared.others(order.since()).forEach(helper -> ask(helper, left));
                }
                waits.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException over) {
            LOG.trace("the pass is over", over);
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void ask(RangeHelper helper, int most) {
        if (!closed && !leftAlone.contains(helper.id()) && asked.add(helper.id())) {
            var _ = helper.freeCores().whenComplete((free, failure) -> answered(helper, failure == null
                    ? Math.min(free, most) : 0));
        }
    }

    private synchronized void answered(RangeHelper helper, int cores) {
        asked.remove(helper.id());
        for (int core = 0; core < cores && !closed; core++) {
            Object task = new Object();
            atWork.add(task);
            CompletableFuture<Optional<byte[]>> work = helper.work(numbers, encoded, order.kind());
            var _ = work.whenComplete((_, failure) -> ended(helper, task, work, failure));
        }
    }

    private void ended(RangeHelper helper, Object task, CompletableFuture<Optional<byte[]>> work,
            @Nullable Throwable failure) {
        try {
            if (failure == null) {
                if (!work.join().map(answer -> answers.test(helper, answer)).orElse(true)) {
                    leaveAlone(helper);
                }
            } else {
                fail(helper, String.valueOf(failure.getMessage()), failure);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            fail(helper, String.valueOf(refused.getMessage()), refused);
        } finally {
            over(task);
        }
    }

    private synchronized void fail(RangeHelper helper, String why, Throwable cause) {
        if (leaveAlone(helper) && !closed) {
            LOG.warn("member {} worked for this one and failed; its share is worked off elsewhere: {}", helper.name(),
                    why, cause);
        }
    }

    /** @return whether it was not yet */
    private synchronized boolean leaveAlone(RangeHelper helper) {
        return leftAlone.add(helper.id());
    }

    private synchronized void over(Object task) {
        atWork.remove(task);
        ends.release();
    }

    /** Waits until no task is at work, the pass is complete, or the time is over: then tasks at work are given up. */
    void await(Duration patience, BooleanSupplier complete) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (isAtWork() && !complete.getAsBoolean()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !waits.acquire(ends, left)) {
                giveUp();
            }
        }
    }

    private synchronized boolean isAtWork() {
        return !atWork.isEmpty();
    }

    private synchronized void giveUp() {
        LOG.warn("{} tasks of other members take long; their ranges are worked off again", atWork.size());
        atWork.clear();
    }

    /** Asks nobody any more; what tasks give from now on is not heard of. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
