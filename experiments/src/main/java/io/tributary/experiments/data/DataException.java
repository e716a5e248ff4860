package io.tributary.experiments.data;

import io.tributary.experiments.UserError;

/** Data that is missing or broken; the message names the file or folder, what is wrong and what would be right. */
public final class DataException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
