package io.tributary.learning;

import java.io.IOException;

/** An example, or a file of examples, cannot be used; the message says what is wrong with it and what would be right. */
public final class BadExampleException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public BadExampleException(String message) {
        super(message);
    }

    /** Says what is wrong. */
    public BadExampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
