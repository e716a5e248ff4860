package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;

/**
 * Runs as they are stored, played here or not. What cannot be read is shown as a failed run that says why, and hides none of the others.
 * Thread-safe; everything blocks on storage.
 */
final class RunViews {
    private final RunStore runs;
    private final RoundStore rounds;

    RunViews(RunServices.Storage storage) {
        this.runs = storage.runs();
        this.rounds = storage.rounds();
    }

    /** A run as operators see it. */
    RunView view(String run) throws RejectedException {
        try {
            return runs.find(run).map(this::replay).orElseThrow(() -> notFound(run));
        } catch (DamagedException damaged) {
            return damaged(run, run, String.valueOf(damaged.getMessage()));
        }
    }

    /** A run as operators see it. */
    RunView view(StoredRun stored) {
        return switch (stored) {
            case RunRecord run -> replay(run);
            case StoredRun.Damaged damaged -> damaged(damaged.run(), damaged.run(), damaged.why());
        };
    }

    /** What was signed for a run. */
    PlannedRun planned(String run) throws RejectedException {
        try {
            return PlannedRun.of(stored(run));
        } catch (DamagedException damaged) {
            throw cannotGoOn(run, damaged);
        }
    }

    /** The row of a run. */
    RunRecord stored(String run) throws RejectedException {
        try {
            return runs.find(run).orElseThrow(() -> notFound(run));
        } catch (DamagedException damaged) {
            throw cannotGoOn(run, damaged);
        }
    }

    private RunView replay(RunRecord stored) {
        String name = stored.run();
        try {
            RunPlan plan = PlannedRun.of(stored).plan();
            name = plan.name();
            RunLog log = new RunLog(stored.run(), plan);
            log.replay(rounds.events(stored.run(), 1));
            return log.view(stored.status(), stored.reason());
        } catch (DamagedException damaged) {
            return damaged(stored.run(), name, String.valueOf(damaged.getMessage()));
        }
    }

    /** What is known of a run whose row or rounds cannot be read. */
    private static RunView damaged(String run, String name, String why) {
        return new RunView(run, name, RunView.Status.FAILED, why, 0, 1, RunView.State.STARTING, 0, 0, 0, List.of());
    }

    private static RejectedException notFound(String run) {
        return new RejectedException(Reason.NOT_FOUND, "there is no run '" + run + "' here");
    }

    static RejectedException cannotGoOn(String run, DamagedException damaged) {
        return new RejectedException(Reason.RUN_OVER, "run " + run + " cannot go on: " + damaged.getMessage());
    }
}
