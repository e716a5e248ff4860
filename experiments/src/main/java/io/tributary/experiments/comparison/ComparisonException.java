package io.tributary.experiments.comparison;

import io.tributary.experiments.UserError;

/** What was to be compared cannot be. The message says what is wrong, where, and what would be right. */
public final class ComparisonException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public ComparisonException(String message) {
        super(message);
    }
}
