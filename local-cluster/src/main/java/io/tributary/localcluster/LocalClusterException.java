package io.tributary.localcluster;

/** A part does not start or stop. The message is for the user: what is wrong, where, and what would be right. */
public final class LocalClusterException extends Exception {
    private static final long serialVersionUID = 1;

    LocalClusterException(String message) {
        super(message);
    }

    LocalClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
