package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;

/**
 * The body of every refusal, as {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code urn:tributary:reason:CODE}
 * @param title the code in words
 * @param status HTTP status
 * @param code the reason's wire code
 * @param detail what was wrong, where, and what would be right
 */
public record Problem(String type, String title, int status, Reason code, String detail) {
    static final int MAX_DETAIL = 2000;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the status is no refusal
     */
    public Problem {
        Fields.within("status", status, 400, 599);
    }

    /** The problem of a refusal. */
    public static Problem of(RejectedException refusal) {
        return of(refusal.reason(), refusal.detail());
    }

    /** The problem of a refusal; a detail beyond 2000 characters is cut. */
    public static Problem of(Reason reason, String detail) {
        return new Problem("urn:tributary:reason:" + reason.code(), reason.code().replace('-', ' '), reason.status(),
                reason, detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL));
    }
}
