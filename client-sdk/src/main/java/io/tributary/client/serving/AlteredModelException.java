package io.tributary.client.serving;

import io.tributary.protocol.RejectedException;

/** The files of a model were altered after it was verified: it is not served (I6). */
public final class AlteredModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what was altered. */
    public AlteredModelException(RejectedException cause) {
        super("the model on disk was altered: " + cause.detail(), cause);
    }
}
