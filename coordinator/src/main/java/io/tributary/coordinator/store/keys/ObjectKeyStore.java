package io.tributary.coordinator.store.keys;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.kek.KeyEncryption;
import io.tributary.secureagg.kek.KeyEncryption.Wrapped;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Secrets as objects {@code PREFIX/NAME} that all members of a cluster share. Each is sealed by an AES-256-GCM key of its own, which the
 * cluster's key-encryption key wraps; both are bound to the name. One put is atomic in the store, so that of members that make the same
 * secret at once all get the same. Deleting the object destroys the secret as far as the store keeps no older versions and nobody has a
 * copy of it and the key-encryption key (I5). Thread-safe.
 */
public final class ObjectKeyStore implements KeyStore {
    /** A secret that somebody destroys as often as it is put. */
    private static final int TRIES = 10;

    private final ObjectStore objects;
    private final String prefix;
    private final KeyEncryption kek;

    /**
     * Keeps secrets below a prefix, which should be a bucket's own.
     *
     * @throws StoreException if the store keeps what is deleted, or does not say
     */
    public ObjectKeyStore(ObjectStore objects, String prefix, KeyEncryption kek) {
        this.objects = objects;
        this.prefix = ObjectStore.requireName(prefix);
        this.kek = kek;
        if (objects.keepsDeleted()) {
            throw new StoreException(
                    "the store of round keys keeps older versions of deleted objects, so that no key in it "
                            + "can be destroyed: switch its versioning off, or give it a bucket of its own without");
        }
    }

    @Override
    public byte[] putIfAbsent(String name, byte[] secret) {
        String place = place(name);
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<byte[]> there = find(name);
            if (there.isPresent()) {
                return there.get();
            }
            if (objects.writeIfAbsent(place, sealed(name, secret))) {
                return secret.clone();
            }
        }
        throw new StoreException(
                "keeping the key " + name + ": it was destroyed as soon as it was there, " + TRIES + " times");
    }

    private ByteBuffer sealed(String name, byte[] secret) {
        WrappingKey key = WrappingKey.generate();
        byte[] encoded = key.encodeSecret();
        try {
            Wrapped wrapped = kek.wrap(encoded, context(name));
            return new SealedSecret(wrapped, key.wrap(secret, context(name))).encode();
        } catch (IOException failed) {
            throw new StoreException("wrapping the key " + name, failed);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    @Override
    public Optional<byte[]> find(String name) {
        return bytes(place(name)).map(bytes -> opened(name, bytes));
    }

    private Optional<byte[]> bytes(String place) {
        Optional<ObjectReader> found = objects.find(place);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectReader reader = found.get()) {
            if (reader.size() > SealedSecret.MOST_BYTES) {
                throw new DamagedException("object " + place + " is damaged: it has " + reader.size()
                        + " bytes and should have at most " + SealedSecret.MOST_BYTES);
            }
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return Optional.of(all.array());
        }
    }

    private byte[] opened(String name, byte[] bytes) {
        try {
            SealedSecret sealed = SealedSecret.decode(bytes);
            byte[] encoded = kek.unwrap(sealed.key(), context(name));
            try {
                return WrappingKey.decodeSecret(encoded).unwrap(sealed.secret(), context(name));
            } finally {
                Arrays.fill(encoded, (byte) 0);
            }
        } catch (RejectedException | IllegalArgumentException altered) {
            throw new DamagedException("object " + place(name) + " is damaged or altered, or not of that name: "
                    + altered.getMessage(), altered);
        } catch (IOException failed) {
            throw new StoreException("unwrapping the key " + name, failed);
        }
    }

    @Override
    public List<String> list() {
        return objects.list(prefix).stream().map(object -> object.substring(prefix.length() + 1))
                .filter(KeyStore::isName).toList();
    }

    @Override
    public void destroy(String name) {
        objects.delete(place(name));
    }

    private String place(String name) {
        return prefix + "/" + KeyStore.requireName(name);
    }

    private static byte[] context(String name) {
        return ("tributary/object-key-store/" + name).getBytes(StandardCharsets.UTF_8);
    }
}
