package io.tributary.client.transport;

/** The network failed: no connection, a time-out, or an answer that is not one of the protocol. Trying again later may help. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says which call failed, and how. */
    public TransportException(String message) {
        super(message);
    }

    /** Says which call failed, and how. */
    public TransportException(String message, Throwable cause) {
        super(message, cause);
    }
}
