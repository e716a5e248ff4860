package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What something between the device and its coordinator means by its answer: a proxy, a gateway, a load balancer, a portal. It is told
 * from the coordinator because the coordinator refuses with problem documents (RFC 9457) alone.
 */
final class Intermediary {
    private static final int TOO_LARGE = 413;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final Duration LONGEST = Duration.ofHours(1);

    private Intermediary() {}

    /** Whether a success is no answer of a coordinator but a page, such as that of a captive portal. */
    static boolean isPage(Answer answer) {
        return type(answer).toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** What it means: a limit stays, everything else may pass. */
    static Exception of(Answer answer) {
        int status = answer.status();
        String who = "something between this device and the coordinator answered HTTP " + status + " ("
                + meaning(status) + "), '" + Fields.excerpt(type(answer)) + "' and no problem of the coordinator";
        if (status == TOO_LARGE || status == HEADERS_TOO_LARGE) {
            return new RejectedException(Reason.TOO_LARGE, who + ": it must let larger requests through");
        }
        return new TransportException(who, status, retryAfter(answer).orElse(null));
    }

    private static String type(Answer answer) {
        return String.valueOf(answer.header(HttpHeaders.CONTENT_TYPE));
    }

    /** Retry-After in seconds (RFC 9110, section 10.2.3), an hour at most; a date is not read: clocks differ. */
    static Optional<Duration> retryAfter(Answer answer) {
        String seconds = String.valueOf(answer.header("retry-after"));
        return seconds.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                .map(time -> time.compareTo(LONGEST) < 0 ? time : LONGEST) : Optional.empty();
    }

    private static String meaning(int status) {
        if (status / 100 == 2) {
            return "a page in place of the answer: is there a portal to log in to?";
        }
        if (status / 100 == 3) {
            return "a redirection, which is not followed";
        }
        return switch (status) {
            case 407 -> "a proxy wants to be logged in to";
            case 408 -> "the request took too long";
            case TOO_LARGE, HEADERS_TOO_LARGE -> "the request is larger than it lets through";
            case 429 -> "too many requests";
            case 502 -> "it had no good answer from the coordinator";
            case 503 -> "it cannot serve now";
            case 504 -> "the coordinator did not answer it in time";
            default -> "unexpected here";
        };
    }
}
