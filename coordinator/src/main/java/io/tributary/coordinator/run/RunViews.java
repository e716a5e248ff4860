package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A run in a list: what its row and its plan say. */
    RunSummary summary(ListedRun listed, Optional<RunView.Waiting> waiting) {
        return switch (listed.run()) {
            case RunRecord run -> summary(run, listed.lastRound(), waiting.orElse(null));
            case StoredRun.Damaged damaged -> unreadable(damaged.run(), 0, damaged.why());
        };
    }

    private static RunSummary summary(RunRecord run, int round, RunView.@Nullable Waiting waiting) {
        try {
            RunPlan plan = PlannedRun.of(run).plan();
            return new RunSummary(run.run(), plan.name(), plan.model(), run.status(),
                    run.reason().isEmpty() ? null : run.reason(), run.created().toEpochMilli(), round,
                    Math.max(plan.rounds(), round), waiting);
        } catch (DamagedException damaged) {
            return unreadable(run.run(), run.created().toEpochMilli(), String.valueOf(damaged.getMessage()));
        }
    }

    private static RunSummary unreadable(String run, long created, String why) {
        return new RunSummary(run, run, "", RunView.Status.FAILED, why, created, 0, 1, null);
    }

    /** What was signed for a run, which may be deleted. */
    PlannedRun planned(String run) throws RejectedException {
        try {
            return PlannedRun.of(run, runs.plan(run).orElseThrow(() -> notFound(run)));
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
            log.replay(rounds.log(stored.run()));
            return log.view(stored.status(), stored.reason());
        } catch (DamagedException damaged) {
            return damaged(stored.run(), name, String.valueOf(damaged.getMessage()));
        }
    }

    /** What is known of a run whose row or rounds cannot be read. */
    private static RunView damaged(String run, String name, String why) {
        return new RunView(run, name, RunView.Status.FAILED, why, 0, 1, RunView.State.STARTING, 0, 0, 0, List.of());
    }

    static RejectedException notFound(String run) {
        return new RejectedException(Reason.NOT_FOUND, "there is no run '" + run + "' here");
    }

    static RejectedException cannotGoOn(String run, DamagedException damaged) {
        return new RejectedException(Reason.RUN_OVER, "run " + run + " cannot go on: " + damaged.getMessage());
    }
}
