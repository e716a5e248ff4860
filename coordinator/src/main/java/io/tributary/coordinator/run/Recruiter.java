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
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds other members to work on a pass, as long as there is something to pull: one task for each core that a member has free, again and again,
 * so that members that join or become free take part. A member that failed once is left alone until the pass is over.
 */
final class Recruiter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recruiter.class);
    private static final long PAUSE_MILLIS = 100;

    private final SharedRanges shared;
    private final RangeNumbers numbers;
    private final byte[] order;
    private final BiConsumer<RangeHelper, byte[]> answers;
    private final Set<UUID> asked = new HashSet<>();
    private final Set<UUID> failed = new HashSet<>();
    private final Set<Object> atWork = new HashSet<>();
    private @Nullable Thread thread;
    private boolean closed;

    /** @param answers takes what a task gave; if it throws {@link IllegalArgumentException}, the member has failed */
    Recruiter(SharedRanges shared, RangeNumbers numbers, byte[] order, BiConsumer<RangeHelper, byte[]> answers) {
        this.shared = shared;
        this.numbers = numbers;
        this.order = order;
        this.answers = answers;
    }

    /** Begins, unless it has. */
    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("tributary-recruiter").start(this::recruit);
        }
    }

    private void recruit() {
        try {
            while (!isClosed()) {
                int left = numbers.size();
                if (left > 0) {
                    shared.others().forEach(helper -> ask(helper, left));
                }
                Thread.sleep(PAUSE_MILLIS);
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
        if (!closed && !failed.contains(helper.id()) && asked.add(helper.id())) {
            var _ = helper.freeCores().whenComplete((free, failure) -> answered(helper, failure == null
                    ? Math.min(free, most) : 0));
        }
    }

    private synchronized void answered(RangeHelper helper, int cores) {
        asked.remove(helper.id());
        for (int core = 0; core < cores && !closed; core++) {
            Object task = new Object();
            atWork.add(task);
            CompletableFuture<Optional<byte[]>> work = helper.work(numbers, order);
            var _ = work.whenComplete((_, failure) -> ended(helper, task, work, failure));
        }
    }

    private void ended(RangeHelper helper, Object task, CompletableFuture<Optional<byte[]>> work,
            @Nullable Throwable failure) {
        try {
            if (failure == null) {
                work.join().ifPresent(answer -> answers.accept(helper, answer));
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
        if (failed.add(helper.id()) && !closed) {
            LOG.warn("member {} took part in closing a round and failed; its ranges are worked off elsewhere: {}",
                    helper.name(), why, cause);
        }
    }

    private synchronized void over(Object task) {
        atWork.remove(task);
        notifyAll();
    }

    /** Waits until no task is at work, the pass is complete, or the time is over: then tasks at work are given up. */
    synchronized void await(Duration patience, BooleanSupplier complete) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!atWork.isEmpty() && !complete.getAsBoolean()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                LOG.warn("{} tasks of other members take long; their ranges are worked off again", atWork.size());
                atWork.clear();
            } else {
                wait(left);
            }
        }
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
