package io.tributary.coordinator.cluster;

import java.util.Optional;

/**
 * Encoded chunks of models that the members of a cluster hold for each other in memory, by hash, within bounds. All of it may be lost at any time, and nothing
 * is believed: whoever is given a chunk compares its hash. Thread-safe; no method throws.
 */
public interface MemberChunks {
    /** Of a member that has no others. */
    MemberChunks NONE = new MemberChunks() {
        @Override
        public Optional<byte[]> find(String sha256) {
            return Optional.empty();
        }

        @Override
        public void offer(String sha256, byte[] chunk) {}

        @Override
        public void drop(String sha256) {}
    };

    /** What is held under a hash, unchecked; empty if nothing is, or the members do not answer soon. Blocks for at most half a second. */
    Optional<byte[]> find(String sha256);

    /** Has a chunk held, if there is room for it. Does not wait; nobody changes the bytes. */
    void offer(String sha256, byte[] chunk);

    /** What is held under a hash is not the chunk. Does not wait. */
    void drop(String sha256);
}
