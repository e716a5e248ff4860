package io.tributary.coordinator.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the members of a cluster know and nobody else: a key for HMAC-SHA256, derived by HKDF (RFC 5869) from the secrets that they sign with.
 * Immutable, thread-safe; never prints.
 */
public final class MemberSecret {
    static final int CODE_BYTES = 32;

    private final SecretKey key;

    private MemberSecret(SecretKey key) {
        this.key = key;
    }

    /** That of those who have these secret bytes, which may be overwritten afterwards. */
    public static MemberSecret of(byte[] secrets) {
        try {
            byte[] derived = KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(secrets)
                    .thenExpand("tributary/member-port".getBytes(StandardCharsets.UTF_8), CODE_BYTES));
            return new MemberSecret(new SecretKeySpec(derived, "HmacSHA256"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no HKDF-SHA256", missing);
        }
    }

    /** The code of what is said for a purpose: the parts one after another, each of a length that both sides know. */
    byte[] code(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no HMAC-SHA256", missing);
        }
    }

    /** Whether this is that code, compared in constant time. */
    boolean isCode(byte[] code, String purpose, byte[]... parts) {
        return MessageDigest.isEqual(code, code(purpose, parts));
    }

    /** A secret of {@value #CODE_BYTES} bytes for another use; who learns it learns neither this one nor one for a third. */
    byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.expandOnly(key,
                    purpose.getBytes(StandardCharsets.UTF_8), CODE_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no HKDF-SHA256", missing);
        }
    }

    @Override
    public String toString() {
        return "MemberSecret[secret]";
    }
}
