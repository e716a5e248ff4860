package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.IntermediaryAnswer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What something between the device and its coordinator means by its answer. */
final class Intermediary {
    private Intermediary() {}

    static IntermediaryAnswer seen(Answer answer) {
        return new IntermediaryAnswer(answer.status(), answer.header(HttpHeaders.CONTENT_TYPE),
                answer.header("retry-after"), answer.header(HttpHeaders.DATE));
    }

    /** What it means: a limit stays, everything else may pass. */
    static Exception of(Answer answer) {
        IntermediaryAnswer seen = seen(answer);
        return seen.isTooLarge() ? new RejectedException(Reason.TOO_LARGE, seen.words())
                : new TransportException(seen.words(), answer.status(), retryAfter(answer).orElse(null));
    }

    /** How long whoever answered asks to wait. */
    static Optional<Duration> retryAfter(Answer answer) {
        return seen(answer).wait(InstantSource.system());
    }
}
