package io.tributary.coordinator.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;

/**
 * Remembers what signed documents say. An Ed25519 signature is checked for some tenths of a millisecond, and the same certificate comes
 * with each report of its device. What is remembered goes by every byte of the document, its signature among them, and by the keys it was
 * checked with, so an answer is the one that checking again would give. Refusals are not remembered. Thread-safe, never blocks.
 *
 * @param <K> the keys, equal only if they find the same documents good
 * @param <V> what a document says; immutable
 */
public final class VerifiedOnce<K, V> {
    /** Bytes of a remembered document beside its payload: keys, signature, an entry of the table. */
    static final int OVERHEAD = 512;

    private final Cache<Seen<K>, V> good;

    private record Seen<K>(K keys, SignedDocument document) {}

    /** Checks a document. Its result depends on keys and document alone. */
    @FunctionalInterface
    public interface Check<K, V> {
        /** What the document says. @throws RejectedException if it is not signed by one of these keys, or says nothing */
        V verify(K keys, SignedDocument document) throws RejectedException;
    }

    /** Remembers those that were asked for last, at most so many bytes of their payloads; what they say may take as much again. */
    public VerifiedOnce(int mostBytes) {
        this.good = Caffeine.newBuilder().maximumWeight(mostBytes)
                .weigher((Seen<K> seen, V _) -> seen.document().payloadLength() + OVERHEAD).executor(Runnable::run)
                .build();
    }

    /** What a document says, checked now or before. @throws RejectedException as {@code check} does */
    public V of(K keys, SignedDocument document, Check<K, V> check) throws RejectedException {
        Seen<K> seen = new Seen<>(keys, document);
        V known = good.getIfPresent(seen);
        if (known == null) {
            known = check.verify(keys, document);
            good.put(seen, known);
        }
        return known;
    }
}
