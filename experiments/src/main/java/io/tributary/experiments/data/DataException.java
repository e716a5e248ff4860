package io.tributary.experiments.data;

import io.tributary.experiments.UserError;
import io.tributary.learning.BadExampleException;

/** Data that is missing or broken; the message names the file or folder, what is wrong and what would be right. */
public final class DataException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    DataException(String message) {
        super(message);
    }

    /** The same, of a reader. */
    static DataException of(BadExampleException bad) {
        return new DataException(String.valueOf(bad.getMessage()), bad);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
