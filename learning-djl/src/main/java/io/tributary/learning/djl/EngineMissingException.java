package io.tributary.learning.djl;

/** The engine's native library for this machine is not on the class path or does not load; the message names the jar. */
public final class EngineMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
