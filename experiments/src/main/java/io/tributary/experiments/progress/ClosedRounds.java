package io.tributary.experiments.progress;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RoundView.Outcome;
import io.tributary.protocol.message.RunView;
import java.util.ArrayList;
import java.util.List;

/** Picks from successive views of a run the rounds that closed since the last one. Not thread-safe. */
public final class ClosedRounds {
    private int shown;

    /** The rounds to show now, oldest first. */
    public List<RoundView> fresh(RunView run) {
        List<RoundView> fresh = new ArrayList<>();
        List<RoundView> history = run.history();
        while (shown < history.size() && isComplete(run, shown)) {
            fresh.add(history.get(shown++));
        }
        return fresh;
    }

    /** A committed round is evaluated a moment after it closed: worth waiting for until another one has closed. */
    private static boolean isComplete(RunView run, int index) {
        RoundView round = run.history().get(index);
        return round.accuracy() != null || round.outcome() == Outcome.ABANDONED || index + 1 < run.history().size()
                || run.status() != RunView.Status.ACTIVE;
    }
}
