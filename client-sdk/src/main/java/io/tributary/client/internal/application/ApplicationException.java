package io.tributary.client.internal.application;

/** Code of the application threw what it must not throw, returned nothing, or did not return in time. Its message says which. */
public final class ApplicationException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean late;

    ApplicationException(String message, Throwable cause, boolean late) {
        super(message, cause);
        this.late = late;
    }

    /** Whether it did not return in time. */
    public boolean isLate() {
        return late;
    }
}
