package io.tributary.coordinator.access.session;

import io.tributary.coordinator.access.EnrolmentTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Nonces that proofs of possession must name (RFC 9449 section 8). This process draws them, so a proof that was made for an earlier
 * process or for another member is not good here. One nonce serves everybody for {@link #TURN}, and is good for as long
 * again. Thread-safe.
 */
final class ServerNonces {
    static final Duration TURN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private String current = EnrolmentTokens.random();
    private String previous = current;
    private Instant turned;

    ServerNonces(InstantSource clock) {
        this.clock = clock;
        this.turned = clock.instant();
    }

    /** What a proof should name now. */
    synchronized String current() {
        turn();
        return current;
    }

    /** Whether a proof that names it was made for this process, lately. */
    synchronized boolean isGood(String nonce) {
        turn();
        return nonce.equals(current) || nonce.equals(previous);
    }

    private void turn() {
        Instant now = clock.instant();
        if (now.isBefore(turned.plus(TURN))) {
            return;
        }
        boolean late = !now.isBefore(turned.plus(TURN.multipliedBy(2)));
        String next = EnrolmentTokens.random();
        previous = late ? next : current;
        current = next;
        turned = now;
    }
}
