package io.tributary.secureagg.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A service with a key for each URI that begins with {@code fake-kms://}: it can be down, or not answer, and counts what it is asked. */
final class FakeKms implements KmsClient {
    private final Map<String, Keyset> keys = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean down;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void down(boolean now) {
        down = now;
    }

    /** Answers no call until this is opened. */
    CountDownLatch shut() {
        gate = new CountDownLatch(1);
        return gate;
    }

    int calls() {
        return calls.get();
    }

    List<String> uris() {
        return keys.keySet().stream().sorted().toList();
    }

    @Override
    public boolean doesSupport(String uri) {
        return uri.startsWith("fake-kms://");
    }

    @Override
    public KmsClient withCredentials(String path) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String uri) throws GeneralSecurityException {
        answer();
        return new Key(keys.computeIfAbsent(uri, none -> Keyset.generate()));
    }

    private void answer() throws GeneralSecurityException {
        calls.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new GeneralSecurityException("given up", givenUp);
        }
        if (down) {
            throw new GeneralSecurityException("503 Service Unavailable");
        }
    }

    private final class Key implements Aead {
        private final Keyset keys;

        Key(Keyset keys) {
            this.keys = keys;
        }

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] context) throws GeneralSecurityException {
            answer();
            return keys.wrap(plaintext, context);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] context) throws GeneralSecurityException {
            answer();
            return keys.unwrap(ciphertext, context)
                    .orElseThrow(() -> new GeneralSecurityException("400 InvalidCiphertext"));
        }
    }
}
