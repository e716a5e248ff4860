package io.tributary.coordinator.http;

import io.tributary.coordinator.shell.OpenRound;
import io.tributary.coordinator.shell.PlannedRun;
import io.tributary.coordinator.shell.RunShell;
import io.tributary.coordinator.shell.Runs;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Which round takes updates, and why another one does not. Thread-safe. */
final class Doors {
    /** States in which a round has not begun to take reports. */
    private static final Set<String> BEFORE_REPORTS = Set.of("Starting", "Selecting", "Configuring");
    private final Runs runs;
    private final InstantSource clock;

    Doors(Runs runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** The run's plan. @throws RejectedException NOT_FOUND */
    PlannedRun planned(String run) throws RejectedException {
        return runs.planned(run);
    }

    /** The run's shell, if it is the one being played. */
    Optional<RunShell> shell(String run) {
        return runs.current().filter(shell -> shell.run().run().equals(run));
    }

    /**
     * The round, if it takes the device's update now. Blocks on storage if the run is not the one being played.
     *
     * @throws RejectedException NOT_FOUND, WRONG_ROUND, LATE or NOT_SELECTED
     */
    OpenRound require(String run, int round, String device) throws RejectedException {
        Optional<OpenRound> open = shell(run).flatMap(RunShell::openRound).filter(now -> now.round() == round);
        if (open.isEmpty()) {
            throw notOpen(runs.view(run), round);
        }
        open.get().requireSelected(device);
        open.get().requireInTime(clock.instant());
        return open.get();
    }

    private static RejectedException notOpen(RunView run, int round) {
        boolean tooEarly = round == run.round() && BEFORE_REPORTS.contains(run.state());
        if (round > run.round() || tooEarly) {
            return new RejectedException(Reason.WRONG_ROUND, "round " + round + " was not opened; round " + run.round()
                    + " is " + run.state() + "; check in and wait for an assignment");
        }
        return new RejectedException(Reason.LATE,
                "round " + round + " takes no reports any more; check in for another");
    }
}
