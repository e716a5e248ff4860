package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Versioned;
import java.util.Arrays;

/**
 * Which key speaks for a device; the payload of a document that the registrar signs.
 *
 * @param v format version, 1
 * @param device its id, 1..64 of a-z, 0-9 and '-'
 * @param publicKey its raw Ed25519 public key, 32 bytes
 * @param issued epoch milliseconds, at least 0
 * @param expires epoch milliseconds, after {@code issued}: from then on it is void
 */
public record Certificate(int v, String device, byte[] publicKey, long issued, long expires) implements Versioned {
    /** Length of a raw Ed25519 public key. */
    public static final int KEY_BYTES = 32;

    /**
     * Copies the key.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public Certificate {
        Fields.version(v);
        Ids.device(device);
        publicKey = Fields.bytes("publicKey", publicKey, KEY_BYTES);
        Fields.within("issued", issued, 0, Long.MAX_VALUE - 1);
        Fields.within("expires", expires, issued + 1, Long.MAX_VALUE);
    }

    /** The device's raw Ed25519 public key, a copy. */
    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && v == that.v && device.equals(that.device)
                && Arrays.equals(publicKey, that.publicKey) && issued == that.issued
                && expires == that.expires;
    }

    @Override
    public int hashCode() {
        return device.hashCode();
    }
}
