package io.tributary.coordinator.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.Objects;

/** Writes what happens to runs and rounds to the log that operators read. Thread-safe. */
public final class RunEvents {
    private static final int MOST_RUNS = 1_000;
    private final Cache<String, Integer> opened = Caffeine.newBuilder().maximumSize(MOST_RUNS).executor(Runnable::run)
            .build();

    /** Something about a run changed. Each run is said to be played once, and each round to be open once. */
    public void changed(RunView run) {
        if (run.status() != RunView.Status.ACTIVE) {
            return;
        }
        if (opened.asMap().putIfAbsent(run.run(), 0) == null) {
            OperatorEvent.RUN_STARTED.log("run", run.run(), "name", run.name(), "round", run.round(), "rounds",
                    run.rounds());
        }
        if (run.state() == RunView.State.REPORTING && isNew(run.run(), run.round())) {
            OperatorEvent.ROUND_OPENED.log("run", run.run(), "round", run.round(), "rounds", run.rounds(), "cohort",
                    run.cohort());
        }
    }

    private boolean isNew(String run, int round) {
        Integer before = opened.asMap().put(run, round);
        return before == null || before != round;
    }

    /** A round is over. */
    public void roundEnded(String run, RoundView round) {
        switch (round.outcome()) {
            case COMMITTED -> OperatorEvent.ROUND_COMMITTED.log("run", run, "round", round.round(), "accepted",
                    round.reports().accepted(), "dropped", round.reports().dropped(), "excluded",
                    round.reports().excluded(), "version", round.model().version());
            case ABANDONED -> OperatorEvent.ROUND_ABANDONED.log("run", run, "round", round.round(), "reason",
                    Objects.requireNonNullElse(round.reason(), ""), "accepted", round.reports().accepted(), "dropped",
                    round.reports().dropped());
        }
    }

    /** A run is over, or paused. */
    public void runEnded(RunView run) {
        opened.invalidate(run.run());
        OperatorEvent event = switch (run.status()) {
            case PAUSED -> OperatorEvent.RUN_PAUSED;
            case STOPPED -> OperatorEvent.RUN_STOPPED;
            case FAILED -> OperatorEvent.RUN_FAILED;
            case FINISHED -> OperatorEvent.RUN_FINISHED;
            case ACTIVE -> OperatorEvent.RUN_STARTED;
        };
        event.log("run", run.run(), "name", run.name(), "round", run.round(), "rounds", run.rounds(), "version",
                run.modelVersion(), "reason", Objects.requireNonNullElse(run.failure(), ""));
    }
}
