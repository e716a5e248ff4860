package io.tributary.experiments.weights;

import io.tributary.experiments.UserError;

/** A file of weights that is missing, broken or of another model; the message names the file, what is wrong and what would be right. */
public final class WeightsException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    WeightsException(String message) {
        super(message);
    }

    WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
