package io.tributary.examples.product;

import io.tributary.examples.UserError;

/** Something that the user can mend; the message says what was wrong, where, and what would be right. */
public final class ProductException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** With a message that is complete. */
    public ProductException(String message) {
        super(message);
    }

    /** With a message that is complete, and what it comes from. */
    public ProductException(String message, Throwable cause) {
        super(message, cause);
    }
}
