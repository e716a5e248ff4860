package io.tributary.secureagg.tls;

import java.io.IOException;

/** A PEM file is missing or is not what it must be; the message names the file and says what would be right, never a key. */
public final class PemException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says which file, and what is wrong. */
    public PemException(String message) {
        super(message);
    }

    /** Says which file, and what is wrong. */
    public PemException(String message, Throwable cause) {
        super(message, cause);
    }
}
