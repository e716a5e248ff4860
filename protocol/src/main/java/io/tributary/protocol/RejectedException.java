package io.tributary.protocol;

/** Something from outside was refused and nothing was changed. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;
    private final String detail;

    /** Refuses: says what was wrong, where, and what would be right; never a secret */
    public RejectedException(Reason reason, String detail) {
        super(reason.code() + ": " + detail);
        this.detail = detail;
        this.reason = reason;
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
