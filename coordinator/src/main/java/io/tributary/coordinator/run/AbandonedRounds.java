package io.tributary.coordinator.run;

import io.tributary.coordinator.round.AbandonReason;
import io.tributary.coordinator.round.RoundState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rounds in a row that were abandoned. The next one is opened after a pause that doubles with each of them, and a run whose rounds fail
 * for one reason again and again is paused, so that it does not use up its rounds. One thread.
 */
final class AbandonedRounds {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int MOST_DOUBLINGS = 6;

    private int inARow;
    private int forOneReason;
    private RoundState.@Nullable Abandoned last;
    private Instant lastEnded = Instant.EPOCH;

    /** A round is over. */
    void over(RoundState end, Instant at) {
        lastEnded = at;
        if (end instanceof RoundState.Abandoned abandoned && abandoned.reason() != AbandonReason.STOPPED) {
            forOneReason = last != null && last.reason() == abandoned.reason() ? forOneReason + 1 : 1;
            inARow++;
            last = abandoned;
        } else {
            forget();
        }
    }

    /** An operator has looked at the run: it begins anew. */
    void forget() {
        inARow = 0;
        forOneReason = 0;
        last = null;
    }

    /** When the next round may be opened, in epoch milliseconds: at once after the first abandoned round, then later and later. */
    long notBefore() {
        return inARow < 2 ? 0 : lastEnded.toEpochMilli() + Math.min(LONGEST_PAUSE_MILLIS,
                FIRST_PAUSE_MILLIS << Math.min(inARow - 2, MOST_DOUBLINGS));
    }

    /** Why the run is to be paused; empty if fewer than {@code most} rounds were abandoned in a row for one reason. */
    Optional<String> reasonToPause(int most) {
        RoundState.Abandoned abandoned = last;
        return abandoned == null || forOneReason < most ? Optional.empty()
                : Optional.of(forOneReason + " rounds in a row were abandoned, the last one because of "
                        + abandoned.reason().words()
                        + ": " + abandoned.detail() + "; resume the run when the cause is gone");
    }
}
