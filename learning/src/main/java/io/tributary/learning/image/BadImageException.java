package io.tributary.learning.image;

import java.io.IOException;

/** An image cannot be used; the message names it and says what is wrong with it. */
public final class BadImageException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong with which image. */
    public BadImageException(String message) {
        super(message);
    }

    /** Says what is wrong with which image. */
    public BadImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
