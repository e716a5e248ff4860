package io.tributary.client.transport;

import io.tributary.client.transport.Exchange.Answer;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import java.util.Optional;

/** What an answer that is not a success means. */
final class Refusal {
    private static final String PROBLEM = "application/problem+json";

    private Refusal() {}

    /** Empty for a success; a typed refusal for a readable problem; else a fault, such as a proxy's own error page. */
    static Optional<Exception> of(Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return Optional.empty();
        }
        String type = String.valueOf(answer.contentType());
        return Optional.of(type.startsWith(PROBLEM) ? problem(answer)
                : new TransportException("HTTP status " + answer.status() + " and '" + Fields.excerpt(type)
                        + "' where a problem (RFC 9457) was expected"));
    }

    private static Exception problem(Answer answer) {
        try {
            Problem problem = WireJson.readMessage(answer.body(), Problem.class);
            return new RejectedException(problem.code(), problem.detail());
        } catch (RejectedException unreadable) {
            return new TransportException("HTTP status " + answer.status() + " with an unreadable problem: "
                    + unreadable.getMessage(), unreadable);
        }
    }
}
