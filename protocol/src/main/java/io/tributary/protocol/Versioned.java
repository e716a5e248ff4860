package io.tributary.protocol;

/**
 * Something with a format version of its own on the wire: a message or the payload of a signed document. Its JSON carries
 * {@code "v"}, which a reader checks before it looks at anything else.
 */
public interface Versioned {
    /** The only version so far. */
    int VERSION = 1;

    /** Format version, {@value #VERSION}. */
    int v();
}
