package io.tributary.learning;

/** Training could not be done on this device. */
public final class TrainingException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what was wrong, and where. */
    public TrainingException(String message) {
        super(message);
    }

    /** Says what was wrong, and where. */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
