package io.tributary.client;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;

/** The coordinator does not let this device in, and will not: the client has ended. */
public final class DeniedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    DeniedException(RejectedException refusal) {
        super("this device is not let in: " + refusal.getMessage(), refusal);
        this.reason = refusal.reason();
    }

    /** Why, such as {@link Reason#TOKEN_USED} or {@link Reason#REVOKED}. */
    public Reason reason() {
        return reason;
    }
}
