package io.tributary.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest (FIPS 180-4): 32 bytes, written as 64 lower-case hex digits. Immutable. */
public final class Sha256 {
    /** Length of a digest. */
    public static final int BYTES = 32;
    /** What stands where there is nothing to hash, such as the parent of the first version. */
    public static final Sha256 ZERO = new Sha256(new byte[BYTES]);

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private final byte[] digest;

    private Sha256(byte[] digest) {
        this.digest = digest;
    }

    /** The digest of these bytes. */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(algorithm().digest(bytes));
    }

    /** Ends a digest that was fed step by step, and resets it. */
    public static Sha256 finish(MessageDigest fed) {
        return new Sha256(fed.digest());
    }

    /**
     * The digest that has these bytes.
     *
     * @throws IllegalArgumentException if they are not {@value #BYTES}
     */
    public static Sha256 wrap(byte[] digest) {
        return new Sha256(Fields.bytes("hash", digest, BYTES));
    }

    /**
     * Reads the hex form.
     *
     * @throws IllegalArgumentException if these are not 64 lower-case hex digits
     */
    public static Sha256 parse(String hex) {
        return new Sha256(HexFormat.of().parseHex(requireHex("hash", hex)));
    }

    /**
     * Checks the hex form of a field and returns it.
     *
     * @throws IllegalArgumentException that names the field, if these are not 64 lower-case hex digits
     */
    public static String requireHex(String field, String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 64 lower-case hex digits, not '" + Fields.excerpt(hex) + "'");
        }
        return hex;
    }

    /** A fresh digest, for feeding step by step; one thread. */
    public static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JVM has no SHA-256", missing);
        }
    }

    /** The 32 bytes, a copy. */
    public byte[] bytes() {
        return digest.clone();
    }

    /** 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return hex();
    }
}
