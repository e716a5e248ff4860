package io.tributary.cli.certs;

import io.tributary.experiments.UserError;

/** Certificates cannot be made as asked; the message says why, and what would be right. */
public final class CertsException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    CertsException(String message) {
        super(message);
    }

    CertsException(String message, Throwable cause) {
        super(message, cause);
    }
}
