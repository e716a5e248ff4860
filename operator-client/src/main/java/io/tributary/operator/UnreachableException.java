package io.tributary.operator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;

/**
 * No coordinator answered: nothing listens at the address, the connection broke or took too long, TLS failed, or what answered is no
 * coordinator. The message says where it was looked for, why if that is known, and whether what was asked for may have been done.
 */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param mayBeDone whether what was asked for may have been done although no answer came */
    UnreachableException(URI coordinator, Optional<String> why, boolean mayBeDone, IOException cause) {
        super("no answer from " + coordinator + ": " + why.orElseGet(() -> describe(coordinator, mayBeDone, cause)),
                cause);
    }

    /** Something answered that is no coordinator, such as a proxy. */
    UnreachableException(URI coordinator, int status) {
        super("no coordinator answers at " + coordinator + ": HTTP " + status
                + " without a problem document (RFC 9457); is the address right?");
    }

    private static String describe(URI coordinator, boolean mayBeDone, IOException cause) {
        if (cause instanceof ConnectException) {
            return "nothing listens there; is the coordinator running?";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "https".equals(coordinator.getScheme())
                    ? "nothing there took up a connection in TLS in time; does a coordinator with TLS listen there?"
                    : "nothing there took up a connection in time; is the address right?";
        }
        return cause + (mayBeDone ? "; it may have been done nevertheless: look before you ask for it again" : "");
    }
}
