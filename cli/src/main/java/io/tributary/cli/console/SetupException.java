package io.tributary.cli.console;

import io.tributary.experiments.UserError;

/** Something that the user can mend; the message says what was wrong, where, and what would be right. */
public final class SetupException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public SetupException(String message) {
        super(message);
    }

    /** With a message that is complete, and what it comes from. */
    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
