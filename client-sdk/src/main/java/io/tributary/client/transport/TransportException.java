package io.tributary.client.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The network failed: no connection, a time-out, or an answer that is not one of the protocol. Trying again later may help. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int NO_STATUS = 0;
    private final int status;
    private final @Nullable Duration retryAfter;

    /** Says which call failed, and how. */
    public TransportException(String message) {
        super(message);
        this.status = NO_STATUS;
        this.retryAfter = null;
    }

    /** Says which call failed, and how. */
    public TransportException(String message, Throwable cause) {
        super(message, cause);
        this.status = NO_STATUS;
        this.retryAfter = null;
    }

    /**
     * Says what answered in the coordinator's place, such as a proxy.
     *
     * @param status of its answer, an HTTP status
     * @param retryAfter when to come again, as it said; null if it did not
     */
    public TransportException(String message, int status, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status of what answered in the coordinator's place; empty if nothing did. */
    public OptionalInt status() {
        return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long to wait before the next try, if that was said. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
