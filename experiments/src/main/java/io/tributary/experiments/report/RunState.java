package io.tributary.experiments.report;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands when its report is written.
 *
 * @param status {@code ACTIVE} while rounds are played, and after the program was killed
 * @param failure why it failed, is paused or was stopped; null if it goes on or has finished
 * @param planned rounds of the plan
 * @param rounds that are closed, oldest first
 */
public record RunState(RunView.Status status, @Nullable String failure, int planned, List<RoundView> rounds) {
    /** Copies the rounds. */
    public RunState {
        rounds = List.copyOf(rounds);
    }

    /** As the coordinator says. */
    public static RunState of(RunView run) {
        return new RunState(run.status(), run.failure(), run.rounds(), run.history());
    }

    /** The same run, ended for a reason that the coordinator does not know. */
    public RunState ended(RunView.Status how, String why) {
        return new RunState(how, why, planned, rounds);
    }

    /** Whether any round made a model. */
    public boolean learned() {
        return rounds.stream().anyMatch(round -> round.outcome() == RoundView.Outcome.COMMITTED);
    }
}
