package io.tributary.examples.cli;

import io.tributary.examples.UserError;

/** What an operator asked cannot be done as he asked it; the message says why, and what would be right. */
final class OperatorException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    OperatorException(String message) {
        super(message);
    }

    OperatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
