package io.tributary.secureagg.seal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HPKE in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM (RFC 9180) once more, on the JDK's
 * primitives: what the tests hold the format against.
 */
final class Hpke {
    private static final byte[] NOTHING = {};
    private static final byte[] KEM = suite("KEM", 0x20);
    private static final byte[] SUITE = suite("HPKE", 0x20, 1, 2);

    private Hpke() {}

    /** {@code enc | ciphertext} to plaintext, as the recipient. */
    static byte[] open(byte[] secret, byte[] publicKey, byte[] enc, byte[] info, byte[] aad, byte[] ciphertext)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(privateKey(secret));
        agreement.doPhase(publicKey(enc), true);
        byte[] prk = extract(KEM, NOTHING, "eae_prk", agreement.generateSecret());
        byte[] shared = expand(KEM, prk, "shared_secret", 32, enc, publicKey);
        byte[] idHash = extract(SUITE, NOTHING, "psk_id_hash", NOTHING);
        byte[] infoHash = extract(SUITE, NOTHING, "info_hash", info);
        byte[] base = extract(SUITE, shared, "secret", NOTHING);
        byte[] key = expand(SUITE, base, "key", 32, new byte[1], idHash, infoHash);
        byte[] nonce = expand(SUITE, base, "base_nonce", 12, new byte[1], idHash, infoHash);
        return openGcm(key, nonce, aad, ciphertext);
    }

    /** AES-GCM with a 16-byte tag (NIST SP 800-38D). */
    static byte[] openGcm(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(ciphertext);
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] material)
            throws GeneralSecurityException {
        return hmac(salt.length == 0 ? new byte[32] : salt, concat(ascii("HPKE-v1"), suite, ascii(label), material));
    }

    /** One block of HKDF-Expand: all lengths here are at most 32. */
    private static byte[] expand(byte[] suite, byte[] prk, String label, int length, byte[]... info)
            throws GeneralSecurityException {
        byte[] labeled = concat(new byte[] {0, (byte) length}, ascii("HPKE-v1"), suite, ascii(label), concat(info));
        return Arrays.copyOf(hmac(prk, concat(labeled, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static PrivateKey privateKey(byte[] raw) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519").generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, raw));
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] bigEndian = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            bigEndian[raw.length - 1 - i] = raw[i];
        }
        BigInteger u = new BigInteger(1, bigEndian).clearBit(255);
        return KeyFactory.getInstance("X25519").generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u));
    }

    private static byte[] suite(String name, int... ids) {
        ByteBuffer suite = ByteBuffer.allocate(name.length() + 2 * ids.length).put(ascii(name));
        Arrays.stream(ids).forEach(id -> suite.putShort((short) id));
        return suite.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
