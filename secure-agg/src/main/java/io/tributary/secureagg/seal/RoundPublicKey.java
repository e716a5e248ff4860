package io.tributary.secureagg.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeEncrypt;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The X25519 public key that a round's updates are sealed to. Two are equal when their raw bytes are. Immutable and safe for
 * use by many threads.
 */
public final class RoundPublicKey {
    /** Length in bytes of a raw public key. */
    public static final int RAW_BYTES = 32;

    private static final @Nullable Integer NO_ID = null;

    private final byte[] raw;
    private final HpkePublicKey key;

    @AccessesPartialKey
    private RoundPublicKey(byte[] raw) throws GeneralSecurityException {
        this.raw = raw.clone();
        this.key = HpkePublicKey.create(suite(), Bytes.copyFrom(raw), NO_ID);
    }

    /**
     * The key of these raw bytes (RFC 7748 section 5).
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if they are not 32 bytes, or a point of small order, with which
     *     anybody could open what is sealed
     */
    public static RoundPublicKey of(byte[] raw) throws RejectedException {
        if (raw.length != RAW_BYTES) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "an X25519 public key has " + RAW_BYTES + " bytes, not " + raw.length);
        }
        try {
            X25519.computeSharedSecret(X25519.generatePrivateKey(), raw);
            return new RoundPublicKey(raw);
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "not a usable X25519 public key: " + HexFormat.of().formatHex(raw));
        }
    }

    static RoundPublicKey trusted(byte[] raw) throws GeneralSecurityException {
        return new RoundPublicKey(raw);
    }

    /** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM of RFC 9180, with no prefix of Tink's. */
    private static HpkeParameters suite() throws GeneralSecurityException {
        return HpkeParameters.builder().setVariant(HpkeParameters.Variant.NO_PREFIX)
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256).setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM).build();
    }

    /** The 32 raw bytes, a copy. */
    public byte[] raw() {
        return raw.clone();
    }

    HpkePublicKey key() {
        return key;
    }

    @LowLevelCryptoCaller
    HybridEncrypt encryption() throws GeneralSecurityException {
        return HpkeEncrypt.create(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoundPublicKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "x25519:" + HexFormat.of().formatHex(raw);
    }
}
