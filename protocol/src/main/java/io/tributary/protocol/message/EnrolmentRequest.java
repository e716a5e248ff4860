package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import java.util.Arrays;

/**
 * A device asks for a name. The same id with the same key again gets the same answer.
 *
 * @param device the id wanted, 1..64 of a-z, 0-9 and '-'
 * @param publicKey the device's raw Ed25519 public key, 32 bytes
 */
public record EnrolmentRequest(String device, byte[] publicKey) implements WireMessage {
    /**
     * Copies the key.
     *
     * @throws IllegalArgumentException if the id or the key is not of its form
     */
    public EnrolmentRequest {
        Ids.device(device);
        publicKey = Fields.bytes("publicKey", publicKey, Certificate.KEY_BYTES);
    }

    /** The device's raw Ed25519 public key, a copy. */
    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrolmentRequest that && device.equals(that.device)
                && Arrays.equals(publicKey, that.publicKey);
    }

    @Override
    public int hashCode() {
        return device.hashCode();
    }
}
