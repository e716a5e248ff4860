package io.tributary.operator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;

/** The coordinator did not answer; the message says where it was looked for, and why if that is known. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param mayBeDone whether what was asked for may have been done although no answer came */
    UnreachableException(URI coordinator, Optional<String> why, boolean mayBeDone, IOException cause) {
        super("no answer from " + coordinator + ": " + why.orElseGet(() -> describe(mayBeDone, cause)), cause);
    }

    private static String describe(boolean mayBeDone, IOException cause) {
        return switch (cause) {
            case ConnectException _ -> "nothing listens there; is the coordinator running?";
            case HttpConnectTimeoutException _ -> cause.toString();
            default ->
                    cause + (mayBeDone ? "; it may have been done nevertheless: look before you ask for it again" : "");
        };
    }
}
