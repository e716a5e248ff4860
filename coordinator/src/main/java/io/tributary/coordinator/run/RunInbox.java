package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a run's controller tells the loop that plays it. A request to stop and the closing are kept here, so that they are still known
 * when a loop ends because storage failed and another one goes on. Thread-safe.
 */
final class RunInbox {
    /** Something for the loop to do between two effects. */
    sealed interface Message {
        /** Something happened to a round. */
        record Happened(RoundEvent event) implements Message {}

        /** The pool may hold enough devices for a cohort. */
        record PoolGrew() implements Message {}

        /** {@link RunInbox#stopReason} is set. */
        record StopRequested() implements Message {}

        /** {@link RunInbox#handOver} is set. */
        record HandOverRequested() implements Message {}

        /** The ownership that this fence stands for is lost. */
        record LeaseLost(Fence fence) implements Message {}

        /** A version was measured, or could not be: the work gives the event, or throws. */
        record Measured(Effect.Evaluate effect, EffectGuard.Work result) implements Message {}

        /** The inbox is closed: nothing but a reason to wake up. */
        record Closed() implements Message {}
    }

    private final Waits waits;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicBoolean poolGrew = new AtomicBoolean();
    private volatile @Nullable String stopReason;
    private volatile boolean closed;
    private volatile boolean handOver;

    /** Empty, for threads that wait in real time. */
    RunInbox() {
        this(Waits.REAL);
    }

    /** Empty. */
    RunInbox(Waits waits) {
        this.waits = waits;
    }

    void happened(RoundEvent event) {
        messages.add(new Message.Happened(event));
    }

    /** Thousands of devices check in at a time: one message is enough until it is read. */
    void poolGrew() {
        if (poolGrew.compareAndSet(false, true)) {
            messages.add(new Message.PoolGrew());
        }
    }

    void requestStop(String why) {
        stopReason = why;
        messages.add(new Message.StopRequested());
    }

    void leaseLost(Fence fence) {
        messages.add(new Message.LeaseLost(fence));
    }

    void measured(Effect.Evaluate effect, EffectGuard.Work result) {
        messages.add(new Message.Measured(effect, result));
    }

    /** The loop ends between two rounds. */
    void requestHandOver() {
        handOver = true;
        messages.add(new Message.HandOverRequested());
    }

    /** Whether the run is to be left to another member between two rounds. */
    boolean handOver() {
        return handOver;
    }

    /** The loop ends after the effect under way. */
    void close() {
        closed = true;
        messages.add(new Message.Closed());
    }

    /** The next message; null if none came in time. */
    @Nullable
    Message poll(long millis) throws InterruptedException {
        Message next = waits.poll(messages, millis);
        if (next instanceof Message.PoolGrew) {
            poolGrew.set(false);
        }
        return next;
    }

    /** Why the run is to stop; null if nobody asked for it. */
    @Nullable
    String stopReason() {
        return stopReason;
    }

    boolean closed() {
        return closed;
    }
}
