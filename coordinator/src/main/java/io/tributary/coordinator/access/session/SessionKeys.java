package io.tributary.coordinator.access.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one era by which members know what another one made: HMAC-SHA256, derived by HKDF (RFC 5869) from the members' secret, with
 * the era as salt. Immutable, thread-safe; never prints.
 *
 * @param era random bytes that the members share for as long as one of them lives
 */
record SessionKeys(byte[] era, SecretKey tokens, SecretKey nonces) {
    static final int MAC_BYTES = 32;
    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 16;

    static SessionKeys of(byte[] secret, byte[] era) {
        return new SessionKeys(era, mac(derived(secret, era, "tributary/session-tokens")),
                mac(derived(secret, era, "tributary/session-nonces")));
    }

    /** What those who have this secret call what they share, so that others in the same memory are not mistaken for them; no secret. */
    static String name(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                Arrays.copyOf(derived(secret, new byte[0], "tributary/session-members"), NAME_BYTES));
    }

    private static SecretKey mac(byte[] key) {
        return new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] derived(byte[] secret, byte[] salt, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no HKDF-SHA256", missing);
        }
    }

    /** The code of these bytes under a key. */
    static byte[] code(SecretKey key, byte[] bytes, int from, int count) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes, from, count);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no HMAC-SHA256", missing);
        }
    }

    @Override
    public String toString() {
        return "SessionKeys[secret]";
    }
}
