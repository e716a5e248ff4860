package io.tributary.spring;

/** A property {@code tributary.*} is missing or is not what it must be. */
final class PropertyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String property;
    private final String cure;

    PropertyException(String property, String wrong, String cure) {
        super(property + ": " + wrong);
        this.property = property;
        this.cure = cure;
    }

    PropertyException(String property, Exception cause) {
        this(property, String.valueOf(cause.getMessage()), "Set " + property + " to what it must be.");
        initCause(cause);
    }

    String property() {
        return property;
    }

    /** What to do. */
    String cure() {
        return cure;
    }
}
