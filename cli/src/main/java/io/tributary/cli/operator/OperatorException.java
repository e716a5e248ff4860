package io.tributary.cli.operator;

import io.tributary.experiments.UserError;

/** What an operator asked cannot be done as he asked it; the message says why, and what would be right. */
public final class OperatorException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    public OperatorException(String message) {
        super(message);
    }

    public OperatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
