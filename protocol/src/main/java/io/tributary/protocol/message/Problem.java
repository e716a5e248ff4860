package io.tributary.protocol.message;

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
    /** The problem of a refusal. */
    public static Problem of(Reason reason, String detail) {
        return new Problem("urn:tributary:reason:" + reason.code(), reason.code().replace('-', ' '), reason.status(),
                reason,
                detail);
    }
}
