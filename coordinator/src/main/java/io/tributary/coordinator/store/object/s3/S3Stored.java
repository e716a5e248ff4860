package io.tributary.coordinator.store.object.s3;

import java.util.Map;
import java.util.Optional;

/**
 * What the service says of an object.
 *
 * @param size in bytes
 * @param etag changes whenever its bytes do
 * @param words what its writer said of it
 */
record S3Stored(long size, String etag, Map<String, String> words) {
    /** Under which a writer leaves a word of its own, so that it knows what it wrote. */
    static final String WRITER = "tributary-writer";
    /** Under which a writer that had all bytes at once leaves their CRC-32C. */
    static final String CRC = "tributary-crc32c";

    boolean isBy(String writer) {
        return writer.equals(words.get(WRITER));
    }

    Optional<String> crc() {
        return Optional.ofNullable(words.get(CRC));
    }
}
