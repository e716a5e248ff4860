package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.protocol.message.RunView;
import java.util.Optional;

/** An owned run that is played step by step on the caller's thread: the shell without its threads and its waiting. */
public final class SteppedRun {
    private final RunController face;
    private final RunLoop owned;
    private final Fence fence;
    private final RunServices services;
    private final RetryBudget setbacks;

    private SteppedRun(Fence fence, RunServices services, RetryBudget setbacks) {
        this.fence = fence;
        this.services = services;
        this.setbacks = setbacks;
        PlannedRun run = PlannedRun.of(services.runs().find(fence.run()).orElseThrow());
        this.face = new RunController(run, services, _ -> {});
        this.owned = new RunLoop(run, fence, services, face, setbacks);
    }

    /** A run as operators see it, from what is stored alone. */
    public static RunView view(String run, Ports storage) {
        RunRecord stored = storage.runs().find(run).orElseThrow();
        RunLog log = new RunLog(run, PlannedRun.of(stored).plan());
        log.replay(storage.rounds().events(run, 1));
        return log.view(RunView.Status.valueOf(stored.status().name()));
    }

    /** Claims the run; empty if another member holds it. */
    public static Optional<SteppedRun> claim(String run, RunServices services) {
        return services.runs().claim(run, services.member(), OwnerLease.LENGTH)
                .map(fence -> new SteppedRun(fence, services, new RetryBudget()));
    }

    /** The same run from what is stored, under the same right: what the shell does after storage broke. */
    public SteppedRun again() {
        return new SteppedRun(fence, services, setbacks);
    }

    /** How long the shell would wait before that, in milliseconds. */
    public long nextPause() {
        return setbacks.nextPause();
    }

    /** Takes the run up where its events left it. First of all. */
    public SteppedRun begin() throws InterruptedException {
        owned.begin();
        return this;
    }

    /** Whether the run is not over. */
    public boolean active() {
        return owned.active();
    }

    /** Does one thing that is due; false if nothing is. */
    public boolean step() throws InterruptedException {
        return owned.step();
    }

    /** Something happened to a round. */
    public void tell(RoundEvent event) {
        owned.hear(run -> run.handle(event));
    }

    /** The pool may have grown. */
    public void poolGrew() {
        owned.hear(RunLoop::drawIfReady);
    }

    /** An operator wants the run to end. */
    public void stop(String why) {
        face.stop(why);
        owned.hear(RunLoop::heedStop);
    }

    /** Nothing was said for a while. */
    public void lookAtClock() {
        owned.hear(null);
    }

    /** Milliseconds until the clock is to be looked at. */
    public long untilDeadline() {
        return owned.untilDeadline();
    }

    /** Renews the lease. */
    public void renew() {
        services.runs().renew(fence, OwnerLease.LENGTH);
    }

    /** The round that takes reports, if one does. */
    public Optional<OpenRound> openRound() {
        return face.openRound();
    }

    /** The run as operators see it. */
    public RunView view() {
        return face.view();
    }
}
