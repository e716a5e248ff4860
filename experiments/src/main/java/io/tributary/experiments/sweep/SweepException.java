package io.tributary.experiments.sweep;

import io.tributary.experiments.UserError;

/** A sweep that cannot be as it was asked. The message says what is wrong, where, and what would be right. */
public final class SweepException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public SweepException(String message) {
        super(message);
    }
}
