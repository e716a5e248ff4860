package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundKeyTest {
    private final RoundKeyPair pair = RoundKeyPair.generate();

    @Test
    void thePublicKeyFollowsFromTheStoredSecret() {
        assertEquals(pair.publicKey(), RoundKeyPair.decodeSecret(pair.encodeSecret()).publicKey());
        assertNotEquals(pair.publicKey(), RoundKeyPair.generate().publicKey());
    }

    @Test
    void aRawPublicKeyReadsBack() throws Exception {
        RoundPublicKey read = RoundPublicKey.of(pair.publicKey().raw());
        assertEquals(pair.publicKey(), read);
        assertEquals(pair.publicKey().hashCode(), read.hashCode());
        assertArrayEquals(pair.publicKey().raw(), read.raw());
        read.raw()[0] ^= 1;
        assertEquals(pair.publicKey(), read);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void keysOfAnotherLengthAreRefused(int length) {
        assertEquals(Reason.INVALID_FIELD,
                assertThrows(RejectedException.class, () -> RoundPublicKey.of(new byte[length])).reason());
        assertEquals("a round key has 32 secret bytes, not " + length,
                assertThrows(IllegalArgumentException.class, () -> RoundKeyPair.decodeSecret(new byte[length]))
                        .getMessage());
    }

    /** Points of small order and their other encodings: the shared secret would be zero, so anybody could open. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void aKeyThatHidesNothingIsRefused(String hex) {
        byte[] raw = HexFormat.of().parseHex(hex);
        assertEquals(Reason.INVALID_FIELD,
                assertThrows(RejectedException.class, () -> RoundPublicKey.of(raw)).reason());
    }
}
