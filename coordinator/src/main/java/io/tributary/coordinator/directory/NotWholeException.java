package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.DamagedException;
import java.nio.file.Path;

/** A directory is not what it was: the message names the file, what was known of it last, and what to do. */
public final class NotWholeException extends DamagedException {
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param what is wrong with the file
     * @param instead what to do
     */
    public NotWholeException(Path file, String what, String instead) {
        super(file + " " + what + "; " + instead);
    }
}
