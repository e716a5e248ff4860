package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import java.util.Arrays;
import java.util.Optional;

/** What an answer that is not a success means. */
final class Refusal {
    private Refusal() {}

    /** Empty for a success; a typed refusal for a readable problem; else what something in between means, such as a proxy. */
    static Optional<Exception> of(Answer answer) {
        if (isSuccess(answer)) {
            return Intermediary.seen(answer).isPage() ? Optional.of(Intermediary.of(answer)) : Optional.empty();
        }
        return Optional.of(Intermediary.seen(answer).isProblem() ? problem(answer) : Intermediary.of(answer));
    }

    /** The same for an answer to HEAD, which has no body: the reason is in a header field. */
    static Optional<Exception> ofHead(Answer answer) {
        if (isSuccess(answer)) {
            return Optional.empty();
        }
        String code = answer.header("tributary-reason");
        return Optional.of(Arrays.stream(Reason.values()).filter(reason -> reason.code().equals(code)).findFirst()
                .<Exception>map(reason -> refused(answer, reason, "HTTP status " + answer.status() + " to a HEAD"))
                .orElseGet(() -> Intermediary.of(answer)));
    }

    private static boolean isSuccess(Answer answer) {
        return Intermediary.seen(answer).isSuccess();
    }

    private static Exception problem(Answer answer) {
        try {
            Problem problem = WireJson.readMessage(answer.body(), Problem.class);
            return refused(answer, problem.code(), problem.detail());
        } catch (RejectedException unreadable) {
            return new TransportException("HTTP status " + answer.status() + " with an unreadable problem: "
                    + unreadable.getMessage(), unreadable);
        }
    }

    private static RejectedException refused(Answer answer, Reason reason, String detail) {
        return new RejectedException(reason, detail, Intermediary.retryAfter(answer).orElse(null));
    }
}
