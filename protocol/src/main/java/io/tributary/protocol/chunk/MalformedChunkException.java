package io.tributary.protocol.chunk;

/** Bytes from outside that are not a chunk of the expected kind and length. */
public final class MalformedChunkException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what was wrong, where, and what would be right. */
    public MalformedChunkException(String message) {
        super(message);
    }
}
