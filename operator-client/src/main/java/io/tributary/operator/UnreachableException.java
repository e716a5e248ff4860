package io.tributary.operator;

import io.tributary.protocol.IntermediaryAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * No coordinator answered: nothing listens at the address, the connection broke or took too long, TLS failed, or what answered is no
 * coordinator. The message says where it was looked for, why if that is known, and whether what was asked for may have been done.
 */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NO_STATUS = 0;
    private final int status;
    private final boolean mayBeDone;
    private final @Nullable Duration retryAfter;

    /** @param mayBeDone whether what was asked for may have been done although no answer came */
    UnreachableException(URI coordinator, Optional<String> why, boolean mayBeDone, IOException cause) {
        super("no answer from " + coordinator + ": " + why.orElseGet(() -> describe(coordinator, mayBeDone, cause)),
                cause);
        this.status = NO_STATUS;
        this.mayBeDone = mayBeDone && !(cause instanceof ConnectException)
                && !(cause instanceof HttpConnectTimeoutException);
        this.retryAfter = null;
    }

    /** Something answered that is no coordinator, such as a proxy. */
    UnreachableException(URI coordinator, IntermediaryAnswer seen) {
        super("no coordinator answers at " + coordinator + ": " + seen.words());
        this.status = seen.status();
        this.mayBeDone = true;
        this.retryAfter = seen.wait(InstantSource.system()).orElse(null);
    }

    /** Whether what was asked for may have been done although no coordinator answered. */
    boolean mayBeDone() {
        return mayBeDone;
    }

    /** The HTTP status of what answered in the coordinator's place; empty if nothing did. */
    public OptionalInt status() {
        return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long what answered asks to wait before the next try, an hour at most; empty if it does not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
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
