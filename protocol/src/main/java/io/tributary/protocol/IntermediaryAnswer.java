package io.tributary.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as a client looks at it that may have come from something between it and the coordinator: a proxy, a gateway, a load
 * balancer, a portal. A coordinator refuses with problem documents (RFC 9457) alone, so that its answers can be told apart. Immutable.
 *
 * @param status of HTTP
 * @param type the field Content-Type; null if there is none
 * @param retryAfter the field Retry-After; null if there is none
 * @param date the field Date, the sender's clock; null if there is none
 */
public record IntermediaryAnswer(int status, @Nullable String type, @Nullable String retryAfter,
        @Nullable String date) {
    /** The type of a problem document. */
    public static final String PROBLEM = "application/problem+json";
    /** What Retry-After says is waited for at most. */
    public static final Duration LONGEST = Duration.ofHours(1);
    private static final int TOO_LARGE = 413;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int LONGEST_DATE = 64;

    /** Whether it is one of the statuses of success. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether it is a refusal of the coordinator's own. */
    public boolean isProblem() {
        return typeIs(PROBLEM);
    }

    /** Whether a success is no answer of a coordinator but a page, such as that of a captive portal. */
    public boolean isPage() {
        return typeIs("text/html");
    }

    private boolean typeIs(String begin) {
        return type != null && type.strip().regionMatches(true, 0, begin, 0, begin.length());
    }

    /** Whether it says that the request is larger than is let through: the same again is answered in the same way. */
    public boolean isTooLarge() {
        return status == TOO_LARGE || status == HEADERS_TOO_LARGE;
    }

    /**
     * How long it asks to wait (RFC 9110, section 10.2.3): 0 to {@link #LONGEST}; empty if it does not say so in a way that can be read.
     *
     * @param own the clock by which a date is measured if the answer does not tell its sender's time
     */
    public Optional<Duration> wait(InstantSource own) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        String said = retryAfter.strip();
        if (said.matches("\\d{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(said))));
        }
        return instant(said)
                .map(until -> bounded(Duration.between(instant(date).orElseGet(own::instant), until)));
    }

    private static Duration bounded(Duration time) {
        return time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    /** The one form of a date that is still sent (RFC 9110, section 5.6.7). */
    private static Optional<Instant> instant(@Nullable String date) {
        try {
            return date == null || date.length() > LONGEST_DATE ? Optional.empty()
                    : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(date.strip(),
                            Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What answered and what it means, in words. */
    public String words() {
        return "something in between answered HTTP " + status + " (" + meaning() + "), '"
                + Fields.excerpt(String.valueOf(type)) + "' and no problem of the coordinator"
                + (isTooLarge() ? ": it must let larger requests through" : "");
    }

    private String meaning() {
        return switch (status / 100) {
            case 2 -> "a page in place of the answer: is there a portal to log in to?";
            case 3 -> "a redirection, which is not followed";
            default -> failure();
        };
    }

    private String failure() {
        return switch (status) {
            case 407 -> "a proxy wants to be logged in to";
            case 408 -> "the request took too long";
            case TOO_LARGE, HEADERS_TOO_LARGE -> "the request is larger than it lets through";
            case 429 -> "too many requests";
            case 502 -> "it had no good answer from the coordinator";
            case 503 -> "it cannot serve now";
            case 504 -> "the coordinator did not answer it in time";
            default -> "unexpected here: is the address right?";
        };
    }
}
