package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDigestTest {
    private static final String SECRET = "a token of some length that somebody chose";

    @Test
    void knowsItsSecretAgainAndNoOtherAndShowsNothingOfIt() {
        String digest = SecretDigest.of(SECRET);
        assertTrue(SecretDigest.matches(digest, SECRET));
        assertFalse(SecretDigest.matches(digest, SECRET + " "));
        assertNotEquals(digest, SecretDigest.of(SECRET));
        assertFalse(digest.contains("token"));
    }

    /** Of an independent program: {@code hashlib.pbkdf2_hmac('sha256', b'password', bytes(16), 1)}. */
    @Test
    void agreesWithAnotherProgram() {
        String digest = "pbkdf2-sha256:1:" + "00".repeat(16)
                + ":1fefe125ab13dd2c06db86711ec448e9490e6c73024d7d8d659126c6f9fadd68";
        assertEquals(true, SecretDigest.matches(digest, "password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pbkdf2-sha256:0:00000000000000000000000000000000:"
            + "0000000000000000000000000000000000000000000000000000000000000000",
        "plain"})
    void whatIsNoDigestIsOfNoSecret(String digest) {
        assertFalse(SecretDigest.matches(digest, ""));
        assertFalse(SecretDigest.matches(digest, SECRET));
    }
}
