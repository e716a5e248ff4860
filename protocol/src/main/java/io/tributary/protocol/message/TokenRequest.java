package io.tributary.protocol.message;

import io.tributary.protocol.Fields;

/**
 * An operator asks for enrolment tokens.
 *
 * @param count how many, 1..1000
 * @param expires epoch milliseconds after which one that was not used is void; in the future, at most 90 days from now
 */
public record TokenRequest(int count, long expires) implements WireMessage {
    /** Most tokens of one request. */
    public static final int MOST = 1000;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public TokenRequest {
        Fields.within("count", count, 1, MOST);
        Fields.within("expires", expires, 0, Long.MAX_VALUE);
    }
}
