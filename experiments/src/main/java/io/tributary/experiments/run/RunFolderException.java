package io.tributary.experiments.run;

import io.tributary.experiments.UserError;

/** A folder cannot take a run, or has none that can go on. */
public final class RunFolderException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    RunFolderException(String message) {
        super(message);
    }
}
