package io.tributary.client.session;

import io.tributary.client.trust.Verified;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.time.Duration;

/** What a check-in brings. */
sealed interface Work {
    /** Nothing now: come back after this time. */
    record Idle(Duration retry) implements Work {}

    /** A verified offer. */
    record Round(Verified<RoundOffer> offer) implements Work {}

    /** No work ever again. */
    record Over(CoordinatorMessage.Ended ended) implements Work {}
}
