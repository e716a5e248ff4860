package io.tributary.coordinator.registry;

import io.tributary.coordinator.cluster.MemberChunks;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encoded chunks that are read from storage once for all members: whoever reads one has the members hold it. Wherever it comes from, it counts
 * only if its hash is its name. Thread-safe.
 *
 * @param members what members hold
 * @param took hears where each chunk came from
 */
public record NearChunks(MemberChunks members, Consumer<From> took) {
    /** Of a member that has no others. */
    public static final NearChunks NONE = new NearChunks(MemberChunks.NONE, _ -> {});

    /** Where a chunk came from. */
    public enum From {
        /** Whoever asked had it and read nothing. */
        HERE,
        /** Memory of the members. */
        MEMBERS,
        /** Storage. */
        STORAGE,
        /** Memory of the members, but the bytes were others: they are dropped. */
        WRONG
    }

    /**
     * A chunk, to be looked for when it is read: a reader that is closed unread asks nobody.
     *
     * @param kept whether it is a chunk of a version that is kept
     * @param stored opens it where it is stored; bytes that are not the chunk's are given on, as there is nothing else
     */
    Optional<ObjectReader> open(String sha256, BooleanSupplier kept, Supplier<Optional<ObjectReader>> stored) {
        if (members.equals(MemberChunks.NONE)) {
            return stored.get();
        }
        return kept.getAsBoolean() ? Optional.of(new Near(sha256, stored)) : Optional.empty();
    }

    private byte[] bytes(String sha256, Supplier<Optional<ObjectReader>> stored) {
        Optional<byte[]> held = members.find(sha256);
        boolean right = held.filter(bytes -> isChunk(sha256, bytes)).isPresent();
        if (right) {
            took.accept(From.MEMBERS);
        } else if (held.isPresent()) {
            took.accept(From.WRONG);
            members.drop(sha256);
        }
        return right ? held.get() : read(sha256, stored);
    }

    private byte[] read(String sha256, Supplier<Optional<ObjectReader>> stored) {
        try (ObjectReader there = stored.get()
                .orElseThrow(() -> new StoreException("chunk " + sha256 + " is not where it was stored"))) {
            byte[] bytes = new byte[Math.toIntExact(there.size())];
            there.read(0, ByteBuffer.wrap(bytes));
            took.accept(From.STORAGE);
            if (isChunk(sha256, bytes)) {
                members.offer(sha256, bytes);
            }
            return bytes;
        }
    }

    private static boolean isChunk(String sha256, byte[] bytes) {
        return Sha256.of(bytes).hex().equals(sha256);
    }

    private final class Near implements ObjectReader {
        private final String sha256;
        private final Supplier<Optional<ObjectReader>> stored;
        private byte @Nullable [] bytes;

        private Near(String sha256, Supplier<Optional<ObjectReader>> stored) {
            this.sha256 = sha256;
            this.stored = stored;
        }

        private synchronized byte[] all() {
            byte[] there = bytes == null ? NearChunks.this.bytes(sha256, stored) : bytes;
            bytes = there;
            return there;
        }

        @Override
        public long size() {
            return all().length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            int length = into.remaining();
            if (position < 0 || position > all().length - length) {
                throw new StoreException(length + " bytes from " + position + " end beyond the " + all().length
                        + " of chunk " + sha256);
            }
            into.put(all(), (int) position, length);
        }

        @Override
        public synchronized void close() {
            if (bytes == null) {
                took.accept(From.HERE);
            }
        }
    }
}
