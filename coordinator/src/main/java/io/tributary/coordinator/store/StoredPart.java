package io.tributary.coordinator.store;

/**
 * A part of a partial object that is stored by itself.
 *
 * @param id by which it is found; no other part ever has it
 * @param position of its first byte in the partial object
 * @param length in bytes, at least 1
 * @param etag of what is stored
 */
public record StoredPart(String id, long position, long length, String etag) {
    /** @throws IllegalArgumentException if it is no range of an object */
    public StoredPart {
        if (position < 0 || length < 1) {
            throw new IllegalArgumentException("no part of an object: " + length + " bytes from " + position);
        }
    }

    /** Position of the first byte after it. */
    public long end() {
        return position + length;
    }
}
