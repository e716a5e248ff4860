package io.tributary.secureagg;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.WrappingKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecretsNeverPrintTest {
    private static void assertHides(Object holder, byte[] secret) {
        String text = holder.toString();
        assertFalse(text.contains(HexFormat.of().formatHex(secret)), text);
        assertFalse(text.contains(Base64.getEncoder().encodeToString(secret)), text);
        assertFalse(text.contains(Arrays.toString(secret)), text);
        assertTrue(text.contains("secret"), text);
        assertNotEquals(Object.class, toStringOf(holder.getClass()), "toString is left to chance");
    }

    private static Class<?> toStringOf(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass();
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aSigningKeyShowsItsPublicHalfOnly() {
        SigningKey key = SigningKey.generate();
        assertHides(key, key.encodeSecret());
        assertTrue(key.toString().contains(key.publicKey().toString()));
    }

    @Test
    void aRoundKeyShowsItsPublicHalfOnly() {
        RoundKeyPair pair = RoundKeyPair.generate();
        assertHides(pair, pair.encodeSecret());
        assertTrue(pair.toString().contains(pair.publicKey().toString()));
    }

    @Test
    void aWrappingKeyShowsNothing() {
        WrappingKey key = WrappingKey.generate();
        assertHides(key, key.encodeSecret());
    }

    @Test
    void anEncodedSecretIsACopyThatMayBeOverwritten() {
        SigningKey key = SigningKey.generate();
        byte[] encoded = key.encodeSecret();
        byte[] first = encoded.clone();
        Arrays.fill(encoded, (byte) 0);
        assertTrue(Arrays.equals(first, key.encodeSecret()));
    }
}
