package io.tributary.client.internal.loop;

import io.tributary.client.internal.session.Backoff;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What failed in a row, and what follows: how long to wait before the next try, and when the device counts as not let in. One thread. */
final class FailureStreak {
    /** Denials in a row after which the device counts as not let in: they took some minutes. */
    private static final int MOST_DENIALS = 10;
    private final Backoff backoff;
    private int failures;
    private @Nullable Exception last;
    private int denials;

    FailureStreak(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Why the device is not let in, if it is not. */
    Optional<RejectedException> denial() {
        return denials >= MOST_DENIALS && last instanceof RejectedException denied ? Optional.of(denied)
                : Optional.empty();
    }

    /** Waits as long as it should after what failed; not at all if nothing did. */
    void await() throws InterruptedException {
        if (failures > 0 && last != null) {
            backoff.awaitAfter(failures, last);
        } else if (failures > 0) {
            backoff.awaitAfter(failures);
        }
    }

    void failed(Exception failure) {
        failures++;
        last = failure;
    }

    /** Another session of the device was opened: that is no denial of this one. That copies of it are in use is one, for good. */
    void refused(RejectedException refused) {
        failed(refused);
        Reason reason = refused.reason();
        if (reason == Reason.REVOKED || reason == Reason.CLONED) {
            deniedForGood();
        } else if (reason.isDenial() && reason != Reason.SUPERSEDED) {
            denials++;
        }
    }

    /** No further try would be answered otherwise. */
    void deniedForGood() {
        denials = MOST_DENIALS;
    }

    /** A round is over; what failed in it was told already. */
    void roundOver(boolean wentWell) {
        if (wentWell) {
            succeeded();
        } else {
            failures++;
            last = null;
        }
    }

    void succeeded() {
        failures = 0;
        denials = 0;
        last = null;
    }

    /** The device tries nothing for now, so that nothing is to be waited for. */
    void rests() {
        failures = 0;
    }
}
