package io.tributary.experiments.export;

import io.tributary.experiments.UserError;

/** An export that cannot be as it was asked. The message says what is wrong, and what would be right. */
public final class ExportException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public ExportException(String message) {
        super(message);
    }
}
