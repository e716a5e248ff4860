package io.tributary.coordinator.store;

/** Storage broke: nothing may be acknowledged. A refusal by protocol is a RejectedException instead. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what was being done, and where. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what was being done, where, and what was found. */
    public StoreException(String message) {
        super(message);
    }
}
