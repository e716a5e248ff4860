package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.protocol.message.RunView;
import java.util.Optional;

/** Whether a run is over and why, as it is stored, and what its observer is shown of it. One thread. */
final class RunStanding {
    private final PlannedRun run;
    private final Fence fence;
    private final RunStore runs;
    private final RunLog log;
    private final RoundEffects effects;
    private final RunObserver observer;
    private RunView.Status status = RunView.Status.ACTIVE;
    private String reason = "";

    RunStanding(PlannedRun run, Fence fence, RunStore runs, RunLog log, RoundEffects effects, RunObserver observer) {
        this.run = run;
        this.fence = fence;
        this.runs = runs;
        this.log = log;
        this.effects = effects;
        this.observer = observer;
    }

    /** Whether the run is not over. */
    boolean active() {
        return status == RunView.Status.ACTIVE;
    }

    /** Reads how the run stands. */
    void restore() {
        RunRecord stored = runs.find(run.run()).orElseThrow();
        status = stored.status();
        reason = stored.reason();
    }

    /** Whether no round is to follow those that were opened. */
    boolean endsNext() {
        return log.failure().isPresent() || log.stopped() || log.lastRoundIsOver()
                || log.reasonToPause().isPresent();
    }

    /** Ends the run, of which {@link #endsNext} and all rounds are over. */
    void end() {
        if (log.failure().isPresent()) {
            end(RunView.Status.FAILED, log.failure().get());
        } else if (log.stopped()) {
            end(RunView.Status.STOPPED, "");
        } else if (log.lastRoundIsOver()) {
            Optional<String> nothing = log.cameToNothing();
            end(nothing.isPresent() ? RunView.Status.FAILED : RunView.Status.FINISHED, nothing.orElse(""));
        } else {
            end(RunView.Status.PAUSED, log.reasonToPause().orElseThrow());
        }
    }

    /** Ends a run that is between two rounds until an operator resumes it. */
    void pause(String why) {
        end(RunView.Status.PAUSED, why);
    }

    private void end(RunView.Status ending, String why) {
        runs.setStatus(fence, ending, why);
        reason = why;
        status = ending;
        show();
    }

    /** Shows the run as it is now, with the round that takes reports, if one does. */
    void show() {
        OpenRound open = log.state().orElse(null) instanceof RoundState.Reporting reporting
                ? new OpenRound(run.run(), run.plan(), run.planHash(), log.baseVersion(),
                        effects.key(reporting.round()), reporting)
                : null;
        observer.changed(log.view(status, reason), open);
    }
}
