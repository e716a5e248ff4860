package io.tributary.coordinator.cluster;

/** A coordinator could not join or start its cluster; nothing of it is left running. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what was being done, and where. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
