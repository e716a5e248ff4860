package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;

/** Bytes from outside that are not a chunk of the expected kind and length. */
public final class MalformedChunkException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    /** Says what was wrong, where, and what would be right; the reason is {@link Reason#MALFORMED_CHUNK}. */
    public MalformedChunkException(String message) {
        this(Reason.MALFORMED_CHUNK, message);
    }

    /**
     * Says why, what was wrong, where, and what would be right.
     *
     * @param reason WRONG_LENGTH, WRONG_DTYPE, WRONG_SHAPE or MALFORMED_CHUNK
     */
    public MalformedChunkException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why: WRONG_LENGTH, WRONG_DTYPE, WRONG_SHAPE or MALFORMED_CHUNK. */
    public Reason reason() {
        return reason;
    }

    /** The same as a refusal, with the place in front, such as {@code "chunk 3 of device d-7"}. */
    public RejectedException in(String where) {
        return new RejectedException(reason, where + ": " + getMessage());
    }
}
