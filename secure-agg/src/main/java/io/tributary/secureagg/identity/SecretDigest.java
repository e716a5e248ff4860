package io.tributary.secureagg.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret that somebody chose as a salted digest that takes long to guess (PBKDF2-HMAC-SHA256, RFC 8018): enough to know the secret again,
 * of no use to learn it.
 */
public final class SecretDigest {
    private static final int ITERATIONS = 100_000;
    private static final int SALT = 16;
    private static final int BITS = 256;
    private static final Pattern FORM = Pattern.compile("pbkdf2-sha256:([0-9]{1,7}):([0-9a-f]{32}):([0-9a-f]{64})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretDigest() {}

    /** A digest of this secret; another one each time. */
    public static String of(String secret) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return text(ITERATIONS, salt, hash(secret, salt, ITERATIONS));
    }

    /** Whether a digest is one of this secret; what is no digest is of none. */
    public static boolean matches(String digest, String secret) {
        Matcher form = FORM.matcher(digest);
        if (!form.matches() || Integer.parseInt(form.group(1)) < 1) {
            return false;
        }
        byte[] found = hash(secret, HexFormat.of().parseHex(form.group(2)), Integer.parseInt(form.group(1)));
        return MessageDigest.isEqual(found, HexFormat.of().parseHex(form.group(3)));
    }

    private static String text(int iterations, byte[] salt, byte[] hash) {
        return "pbkdf2-sha256:" + iterations + ":" + HexFormat.of().formatHex(salt) + ":"
                + HexFormat.of().formatHex(hash);
    }

    private static byte[] hash(String secret, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, iterations, BITS)).getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", missing);
        }
    }
}
