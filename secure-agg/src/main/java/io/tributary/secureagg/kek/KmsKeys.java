package io.tributary.secureagg.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys of a key management service, by Tink's port: the first wraps, all unwrap. No secret of theirs is ever here. A call takes a bounded
 * time, and at most {@value BoundedCalls#MOST} are under way.
 *
 * <p>The port does not tell a service that fails from one that refuses. When it does either, the service is asked to wrap and unwrap
 * something else by the same key: if it can, what it did not unwrap is what is wrong. Thread-safe.
 */
public final class KmsKeys implements KeyEncryption, AutoCloseable {
    private static final int PROBE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KmsClient client;
    private final List<String> uris;
    private final BoundedCalls calls;
    private final Map<String, Aead> known = new ConcurrentHashMap<>();

    private KmsKeys(KmsClient client, List<String> uris, Duration patience) {
        this.client = client;
        this.uris = List.copyOf(uris);
        this.calls = new BoundedCalls(patience);
    }

    /**
     * Keys of this client, which is not called yet.
     *
     * @param uris of the keys, such as {@code aws-kms://arn:aws:kms:REGION:ACCOUNT:key/ID}: first the one that wraps
     * @param patience how long a call may take
     * @throws IllegalArgumentException if there is no URI, or one that is not the client's or is too long
     */
    public static KmsKeys of(KmsClient client, List<String> uris, Duration patience) {
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("a key management service needs the URI of a key");
        }
        for (String uri : uris) {
            if (!uri.matches("[!-~]{1," + MOST_NAME + "}") || !client.doesSupport(uri)) {
                throw new IllegalArgumentException("'" + uri.substring(0, Math.min(uri.length(), MOST_NAME))
                        + "' is no key of this service");
            }
        }
        return new KmsKeys(client, uris, patience);
    }

    /**
     * As {@link #of}, with the client on the class path that knows the first URI, and the credentials that it finds by itself.
     *
     * @throws IOException if there is no such client, or it finds no credentials
     */
    public static KmsKeys find(List<String> uris, Duration patience) throws IOException {
        for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
            if (!uris.isEmpty() && client.doesSupport(uris.get(0))) {
                try {
                    return of(client.withDefaultCredentials(), uris, patience);
                } catch (GeneralSecurityException none) {
                    throw new IOException("no credentials for " + uris.get(0) + " were found", none);
                }
            }
        }
        throw new IOException("no KmsClient on the class path knows a key of " + uris
                + "; put the Tink library of that service there");
    }

    @Override
    public Wrapped wrap(byte[] secret, byte[] context) throws IOException {
        String uri = uris.get(0);
        try {
            return new Wrapped(uri, encrypt(uri, secret, context));
        } catch (GeneralSecurityException failed) {
            throw new IOException(uri + " did not wrap a key", failed);
        }
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) throws RejectedException, IOException {
        String uri = wrapped.key();
        if (!uris.contains(uri)) {
            throw new IOException("what " + uri + " wrapped is to be unwrapped, and this member may use " + uris
                    + ": name that key, too");
        }
        try {
            return calls.call(uri, () -> aead(uri).decrypt(wrapped.bytes(), context));
        } catch (GeneralSecurityException refused) {
            throw altered(uri, refused);
        }
    }

    /** A refusal, if the service works. @throws IOException if it does not */
    private RejectedException altered(String uri, GeneralSecurityException refusal) throws IOException {
        byte[] probe = new byte[PROBE_BYTES];
        RANDOM.nextBytes(probe);
        try {
            byte[] wrapped = encrypt(uri, probe, probe);
            if (Arrays.equals(probe, calls.call(uri, () -> aead(uri).decrypt(wrapped, probe)))) {
                return new RejectedException(Reason.BAD_SEAL, "what " + uri
                        + " wrapped does not open: it was altered, or wrapped for another purpose");
            }
        } catch (GeneralSecurityException down) {
            refusal.addSuppressed(down);
        }
        throw new IOException(uri + " did not unwrap a key, nor a probe", refusal);
    }

    private byte[] encrypt(String uri, byte[] secret, byte[] context) throws GeneralSecurityException, IOException {
        byte[] wrapped = calls.call(uri, () -> aead(uri).encrypt(secret, context));
        if (wrapped.length > MOST_WRAPPED) {
            throw new IOException(uri + " wrapped " + secret.length + " bytes in " + wrapped.length + "; at most "
                    + MOST_WRAPPED + " are kept");
        }
        return wrapped;
    }

    private Aead aead(String uri) throws GeneralSecurityException {
        Aead there = known.get(uri);
        if (there == null) {
            there = client.getAead(uri);
            known.put(uri, there);
        }
        return there;
    }

    /** Gives up calls that are under way. */
    @Override
    public void close() {
        calls.close();
    }

    @Override
    public String toString() {
        return "KmsKeys" + uris;
    }
}
