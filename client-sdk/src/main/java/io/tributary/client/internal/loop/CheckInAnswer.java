package io.tributary.client.internal.loop;

import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.time.Duration;

/** What a check-in brings. */
sealed interface CheckInAnswer {
    /** Nothing now: come back after this time. */
    record Idle(Duration retry) implements CheckInAnswer {}

    /** A verified offer. */
    record Round(Verified<RoundOffer> offer) implements CheckInAnswer {}

    /** No work ever again. */
    record Over(CoordinatorMessage.Ended ended) implements CheckInAnswer {}
}
