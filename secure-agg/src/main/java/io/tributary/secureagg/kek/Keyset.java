package io.tributary.secureagg.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Tink keyset of AEAD keys, of which the primary one wraps and every enabled one unwraps. Each has the id with which it prefixes what
 * it wraps. Immutable, thread-safe; never prints.
 */
final class Keyset {
    static final int MOST_KEYS = 32;

    private static final Configuration TINK = AeadConfig2026.get();

    private final KeysetHandle handle;
    private final Aead aead;

    private Keyset(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.aead = handle.getPrimitive(TINK, Aead.class);
    }

    /** One new AES-256-GCM key. */
    static Keyset generate() {
        try {
            return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM makes no AES-256-GCM keys", missing);
        }
    }

    /** @throws IllegalArgumentException if this is no keyset in Tink's JSON, or has other keys than such with ids; nothing is quoted */
    static Keyset decode(byte[] json) {
        KeysetHandle handle;
        try {
            handle = TinkJsonProtoKeysetFormat.parseKeyset(new String(json, StandardCharsets.UTF_8), TINK,
                    InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException wrong) {
            throw new IllegalArgumentException("it is no cleartext Tink keyset of AEAD keys in JSON");
        }
        return of(handle);
    }

    private static Keyset of(KeysetHandle handle) {
        try {
            return new Keyset(requireUsable(handle));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("it has a key that this JVM cannot use");
        }
    }

    private static KeysetHandle requireUsable(KeysetHandle handle) {
        if (handle.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "a keyset of " + handle.size() + " keys; at most " + MOST_KEYS + " may be there");
        }
        for (KeysetHandle.Entry entry : entries(handle)) {
            if (!(entry.getKey() instanceof AeadKey key) || key.getIdRequirementOrNull() == null) {
                throw new IllegalArgumentException(
                        "key " + name(entry.getId()) + " is no AEAD key that prefixes its id (output prefix TINK)");
            }
        }
        return handle;
    }

    private static List<KeysetHandle.Entry> entries(KeysetHandle handle) {
        return IntStream.range(0, handle.size()).mapToObj(handle::getAt).toList();
    }

    byte[] encodeSecret() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a keyset that was read is not written", impossible);
        }
    }

    /** With one more key, which unwraps and does not wrap yet. @throws IllegalArgumentException if there are too many */
    Keyset plusKey() {
        return changed(builder(handle).addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId()));
    }

    /** The newest key wraps from now on. */
    Keyset promoted() {
        KeysetHandle.Builder builder = builder(handle);
        builder.getAt(builder.size() - 1).makePrimary();
        return changed(builder);
    }

    /** Without the keys that are older than the one that wraps: what they wrapped is never read again. */
    Keyset trimmed() {
        KeysetHandle.Builder builder = builder(handle);
        while (!builder.getAt(0).isPrimary()) {
            builder.deleteAt(0);
        }
        return changed(builder);
    }

    private static KeysetHandle.Builder builder(KeysetHandle handle) {
        return KeysetHandle.newBuilder(handle).setConfiguration(TINK);
    }

    private static Keyset changed(KeysetHandle.Builder builder) {
        try {
            return of(builder.build());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM makes no AES-256-GCM keys", impossible);
        }
    }

    String primary() {
        return name(handle.getPrimary().getId());
    }

    /** Names of the keys that unwrap, the oldest first. */
    List<String> names() {
        return entries(handle).stream().filter(entry -> entry.getStatus().equals(KeyStatus.ENABLED))
                .map(entry -> name(entry.getId())).toList();
    }

    private static String name(int id) {
        return String.format("keyset:%08x", id);
    }

    byte[] wrap(byte[] secret, byte[] context) {
        try {
            return aead.encrypt(secret, context);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot wrap with AES-256-GCM", missing);
        }
    }

    /** Empty if no key of the set wrapped this for the context. */
    Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
        try {
            return Optional.of(aead.decrypt(wrapped, context));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Keyset[" + names() + "]";
    }
}
