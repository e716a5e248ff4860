package io.tributary.coordinator.store.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.seal.WrappingKey;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;

/** A key management service with one key. It can be down, and counts what it wraps and unwraps. */
final class MemoryKms implements KmsClient {
    static final String URI = "memory-kms://key";
    private final WrappingKey key = WrappingKey.generate();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean down;

    void down(boolean now) {
        down = now;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public boolean doesSupport(String uri) {
        return uri.equals(URI);
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
    public Aead getAead(String uri) {
        return new Aead() {
            @Override
            public byte[] encrypt(byte[] secret, byte[] context) throws GeneralSecurityException {
                answer();
                return key.wrap(secret, context);
            }

            @Override
            public byte[] decrypt(byte[] wrapped, byte[] context) throws GeneralSecurityException {
                answer();
                try {
                    return key.unwrap(wrapped, context);
                } catch (RejectedException altered) {
                    throw new GeneralSecurityException(altered);
                }
            }
        };
    }

    private void answer() throws GeneralSecurityException {
        calls.incrementAndGet();
        if (down) {
            throw new GeneralSecurityException("503 Service Unavailable");
        }
    }
}
