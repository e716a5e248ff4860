package io.tributary.client.internal.model;

/** An array that is used again for as long as the same length is asked for, as nearly all chunks of a model have. One thread. */
public final class ChunkRoom {
    private byte[] bytes = new byte[0];

    /** An array of exactly this length, with anything in it. What was asked for before may be the same one. */
    public byte[] of(int length) {
        if (bytes.length != length) {
            bytes = new byte[length];
        }
        return bytes;
    }
}
