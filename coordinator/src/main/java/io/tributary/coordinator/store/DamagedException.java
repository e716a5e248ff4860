package io.tributary.coordinator.store;

/** What is stored is not what was stored: it was damaged or altered. Trying again does not help. */
public class DamagedException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Says what is damaged, where it is, and what was found. */
    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what is damaged, where it is, and what was found. */
    public DamagedException(String message) {
        super(message);
    }
}
