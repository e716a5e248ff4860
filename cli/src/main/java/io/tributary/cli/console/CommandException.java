package io.tributary.cli.console;

import io.tributary.experiments.UserError;

/** What a user asked cannot be done as it was asked. The message says what is wrong, where, and what would be right. */
public final class CommandException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public CommandException(String message) {
        super(message);
    }

    /** With a message that is complete, and what it comes from. */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
