package io.tributary.operator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Optional;

/** The coordinator did not answer; the message says where it was looked for, and why if that is known. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreachableException(URI coordinator, Optional<String> why, IOException cause) {
        super("no answer from " + coordinator + ": " + why.orElseGet(() -> describe(cause)), cause);
    }

    private static String describe(IOException cause) {
        return cause instanceof ConnectException ? "nothing listens there; is the coordinator running?"
                : cause.toString();
    }
}
