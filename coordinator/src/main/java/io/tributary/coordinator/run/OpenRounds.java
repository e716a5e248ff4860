package io.tributary.coordinator.run;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Which rounds take updates, and why another one does not. Thread-safe. */
public final class OpenRounds {
    private final Runs runs;
    private final Function<String, Optional<Reason>> barred;
    private final InstantSource clock;

    /** @param barred why a device is out, if it is */
    public OpenRounds(Runs runs, Function<String, Optional<Reason>> barred, InstantSource clock) {
        this.runs = runs;
        this.barred = barred;
        this.clock = clock;
    }

    /** The run's plan. @throws RejectedException NOT_FOUND */
    public PlannedRun planned(String run) throws RejectedException {
        return runs.planned(run);
    }

    /** What is stored of runs, beside what they may use. */
    public StoredBytes storedBytes() {
        return runs.storedBytes();
    }

    /** What another member opened just now may not be known here yet. */
    private Optional<OpenRound> newest(String run, int round) {
        Optional<OpenRound> known = find(run, round);
        if (known.isEmpty()) {
            runs.refresh(run);
            return find(run, round);
        }
        return known;
    }

    private Optional<OpenRound> find(String run, int round) {
        return runs.find(run).flatMap(ActiveRun::openRound).filter(open -> open.round() == round);
    }

    /**
     * The round, if it takes the device's update now. Blocks on storage if the run is not played here.
     *
     * @throws RejectedException REVOKED, CLONED, NOT_FOUND, WRONG_ROUND, LATE, NOT_SELECTED, or UNAVAILABLE while the coordinator starts
     */
    public OpenRound require(String run, int round, String device) throws RejectedException {
        Optional<Reason> out = barred.apply(device);
        if (out.isPresent()) {
            throw new RejectedException(out.get(), device + " is out: " + out.get().code());
        }
        Optional<OpenRound> open = newest(run, round);
        if (open.isEmpty()) {
            throw notOpen(run, round);
        }
        open.get().requireSelected(device);
        open.get().requireInTime(clock.instant());
        return open.get();
    }

    /** Whether the round will never take an update again. Blocks on storage if the run is not played here. */
    public boolean isOver(String run, int round) {
        try {
            Optional<OpenRound> open = find(run, round);
            if (open.isEmpty()) {
                throw notOpen(run, round);
            }
            open.get().requireInTime(clock.instant());
            return false;
        } catch (RejectedException closed) {
            return closed.reason() == Reason.LATE || closed.reason() == Reason.NOT_FOUND;
        }
    }

    /**
     * Whether no update of the round will ever be read again: it ended, or there is no such run. Blocks on storage if the run is not
     * played here.
     */
    public boolean hasEnded(String run, int round) {
        try {
            runs.refresh(run);
            RunView view = runs.view(run);
            boolean ended = view.state() == RunView.State.COMMITTED || view.state() == RunView.State.ABANDONED;
            return round < view.round() || (round == view.round() && ended);
        } catch (RejectedException none) {
            return none.reason() == Reason.NOT_FOUND;
        }
    }

    private RejectedException notOpen(String run, int round) throws RejectedException {
        RunView view = runs.view(run);
        if (isBeingRestored(view, round)) {
            return new RejectedException(Reason.UNAVAILABLE, "run " + run + " is not played yet; try again");
        }
        boolean tooEarly = round == view.round() && view.state().isBeforeReports();
        if (round > view.round() || tooEarly) {
            return new RejectedException(Reason.WRONG_ROUND, "round " + round + " was not opened; round " + view.round()
                    + " is " + view.state().code() + "; check in and wait for an assignment");
        }
        return new RejectedException(Reason.LATE,
                "round " + round + " takes no reports any more; check in for another");
    }

    /** Whether the run is active but the coordinator, just after a start, has not restored this round yet. */
    private boolean isBeingRestored(RunView view, int round) {
        boolean reports = round == view.round() && view.state() == RunView.State.REPORTING;
        return view.status() == RunView.Status.ACTIVE
                && (runs.find(view.run()).isEmpty() || reports || view.round() == 0);
    }
}
