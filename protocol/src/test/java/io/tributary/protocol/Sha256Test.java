package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
    /** FIPS 180-4's example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void theStandardsExampleComesOut() {
        assertEquals(ABC, Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)).hex());
    }

    @Test
    void hexReadsBackAsTheSameDigest() {
        Sha256 digest = Sha256.of(new byte[] {1, 2, 3});
        assertEquals(digest, Sha256.parse(digest.hex()));
        assertEquals(digest.hashCode(), Sha256.parse(digest.hex()).hashCode());
        assertNotEquals(digest, Sha256.ZERO);
    }

    @Test
    void aDigestFedInStepsIsTheSame() {
        MessageDigest steps = Sha256.algorithm();
        steps.update(new byte[] {1});
        steps.update(new byte[] {2, 3});
        assertEquals(Sha256.of(new byte[] {1, 2, 3}), Sha256.finish(steps));
    }

    @Test
    void theBytesHandedOutAreACopy() {
        Sha256 digest = Sha256.of(new byte[0]);
        String before = digest.hex();
        digest.bytes()[0]++;
        assertEquals(before, digest.hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ABC + "0"})
    void whatIsNot64LowerCaseHexDigitsIsRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> Sha256.parse(hex));
        assertThrows(IllegalArgumentException.class, () -> Sha256.requireHex("planHash", hex));
    }
}
