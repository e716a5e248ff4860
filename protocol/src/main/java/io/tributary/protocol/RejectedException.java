package io.tributary.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something from outside was refused and nothing was changed. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;
    private final String detail;
    private final @Nullable Duration retryAfter;

    /** Refuses: says what was wrong, where, and what would be right; never a secret */
    public RejectedException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /**
     * Refuses for a while.
     *
     * @param retryAfter how long to wait before the same is asked again; null if that is not said
     */
    public RejectedException(Reason reason, String detail, @Nullable Duration retryAfter) {
        super(reason.code() + ": " + detail);
        this.detail = detail;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the same is asked again, if that was said. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What was wrong, without the code. */
    public String detail() {
        return detail;
    }
}
