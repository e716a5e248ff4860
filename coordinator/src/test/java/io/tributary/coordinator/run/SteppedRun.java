package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that is played step by step on the caller's thread: a {@link RunLoop} without a controller, its threads and its waiting. */
public final class SteppedRun implements RunObserver {
    private final RunLoop loop;
    private final RunInbox inbox = new RunInbox();
    private final Fence fence;
    private final RunServices services;
    private final RetryBudget retries;
    private RunView view;
    private @Nullable OpenRound open;

    private SteppedRun(Fence fence, RunServices services, RetryBudget retries) {
        this.fence = fence;
        this.services = services;
        this.retries = retries;
        PlannedRun run = PlannedRun.of(services.storage().runs().find(fence.run()).orElseThrow());
        this.view = new RunLog(run.run(), run.plan()).view(RunView.Status.ACTIVE, "");
        this.loop = new RunLoop(run, fence, services, inbox, retries, this,
                new Measurements(inbox, Runnable::run));
    }

    /** A run as operators see it, from what is stored alone. */
    public static RunView view(String run, Ports storage) {
        RunRecord stored = storage.runs().find(run).orElseThrow();
        RunLog log = new RunLog(run, PlannedRun.of(stored).plan());
        log.replay(storage.rounds().log(run));
        return log.view(stored.status(), stored.reason());
    }

    /** Claims the run; empty if another member holds it. */
    public static Optional<SteppedRun> claim(String run, RunServices services) {
        return services.storage().runs().claim(run, services.identity().member(), OwnerLease.LENGTH)
                .map(fence -> new SteppedRun(fence, services, new RetryBudget()));
    }

    /** The same run from what is stored, with the same fence: what the controller does after storage failed. */
    public SteppedRun again() {
        return new SteppedRun(fence, services, retries);
    }

    /** How long the controller would wait before that, in milliseconds. */
    public long nextPause() {
        return retries.nextPauseMillis();
    }

    /** Goes on where the stored events end. Called first. */
    public SteppedRun begin() throws InterruptedException {
        loop.begin();
        return this;
    }

    /** Whether the run is not over. */
    public boolean active() {
        return loop.active();
    }

    /** Does one thing that is due; false if nothing is. What was measured is told as late as can be: once the next round is open. */
    public boolean step() throws InterruptedException {
        return loop.step() || toldMeasured();
    }

    private boolean toldMeasured() throws InterruptedException {
        for (RunInbox.Message next = inbox.poll(0); next != null; next = inbox.poll(0)) {
            if (next instanceof RunInbox.Message.Measured) {
                loop.receive(next);
                return true;
            }
        }
        return false;
    }

    private void receive(RunInbox.@Nullable Message message) {
        try {
            loop.receive(message);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Something happened to a round. */
    public void tell(RoundEvent event) {
        receive(new RunInbox.Message.Happened(event));
    }

    /** The pool may have grown. */
    public void poolGrew() {
        receive(new RunInbox.Message.PoolGrew());
    }

    /** An operator wants the run to end. */
    public void stop(String why) {
        inbox.requestStop(why);
        receive(new RunInbox.Message.StopRequested());
    }

    /** No message came for a while. */
    public void lookAtClock() {
        receive(null);
    }

    /** Milliseconds until the clock is to be looked at. */
    public long untilDeadline() {
        return loop.untilDeadline();
    }

    /** Renews the lease. */
    public void renew() {
        services.storage().runs().renew(fence, OwnerLease.LENGTH);
    }

    /** The round that takes reports, if one does. */
    public Optional<OpenRound> openRound() {
        return Optional.ofNullable(open);
    }

    /** The run as operators see it. */
    public RunView view() {
        return view;
    }

    @Override
    public void changed(RunView now, @Nullable OpenRound openNow) {
        view = now;
        open = openNow;
        services.listener().changed(now);
    }

    @Override
    public void roundEnded(RoundView round) {
        services.listener().roundEnded(fence.run(), round);
    }
}
