package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What an answer that is not a success means. */
final class Refusal {
    private static final String PROBLEM = "application/problem+json";
    private static final Map<Integer, Reason> BY_STATUS = Map.of(401, Reason.UNAUTHENTICATED, 404, Reason.NOT_FOUND);

    private Refusal() {}

    /** Empty for a success; a typed refusal for a readable problem; else a fault, such as a proxy's own error page. */
    static Optional<Exception> of(Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return Optional.empty();
        }
        String type = String.valueOf(answer.header(HttpHeaders.CONTENT_TYPE));
        return Optional.of(type.startsWith(PROBLEM) ? problem(answer)
                : new TransportException("HTTP status " + answer.status() + " and '" + Fields.excerpt(type)
                        + "' where a problem (RFC 9457) was expected"));
    }

    /** The same for an answer to HEAD, which has no body: the reason is in a header field, or follows from the status. */
    static Optional<Exception> ofHead(Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return Optional.empty();
        }
        String detail = "HTTP status " + answer.status() + " to a HEAD";
        return Optional.of(reason(answer).<Exception>map(reason -> new RejectedException(reason, detail))
                .orElseGet(() -> new TransportException(detail)));
    }

    private static Optional<Reason> reason(Answer answer) {
        String code = answer.header("tributary-reason");
        return Arrays.stream(Reason.values()).filter(reason -> reason.code().equals(code)).findFirst()
                .or(() -> Optional.ofNullable(BY_STATUS.get(answer.status())));
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
