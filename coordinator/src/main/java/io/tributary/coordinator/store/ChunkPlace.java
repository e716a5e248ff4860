package io.tributary.coordinator.store;

/**
 * Where an encoded chunk lies.
 *
 * @param pack name of the object that holds it among others
 * @param position of its first byte in the pack
 * @param length in bytes, at least 1
 */
public record ChunkPlace(String pack, long position, int length) {
    /** @throws IllegalArgumentException if it is no range of an object */
    public ChunkPlace {
        ObjectStore.requireName(pack);
        if (position < 0 || length < 1) {
            throw new IllegalArgumentException("no range of pack " + pack + ": " + length + " bytes from " + position);
        }
    }
}
