package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.Bits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrappingKeyTest {
    private static final byte[] SECRET = {1, 2, 3};
    private static final byte[] CONTEXT = {9, 9};

    private final WrappingKey key = WrappingKey.generate();
    private final byte[] wrapped = key.wrap(SECRET, CONTEXT);

    private static Reason refusal(WrappingKey key, byte[] wrapped, byte[] context) {
        return assertThrows(RejectedException.class, () -> key.unwrap(wrapped, context)).reason();
    }

    @Test
    void aStoredKeyUnwrapsWhatItWrapped() throws Exception {
        assertArrayEquals(SECRET, WrappingKey.decodeSecret(key.encodeSecret()).unwrap(wrapped, CONTEXT));
        assertEquals(SECRET.length + WrappingKey.OVERHEAD, wrapped.length);
    }

    @Test
    void theSameSecretWrapsToOtherBytesEachTime() {
        assertFalse(Arrays.equals(wrapped, key.wrap(SECRET, CONTEXT)));
    }

    @Test
    void anotherKeyOrContextOrAnyFlippedBitIsRefused() {
        assertEquals(Reason.BAD_SEAL, refusal(WrappingKey.generate(), wrapped, CONTEXT));
        assertEquals(Reason.BAD_SEAL, refusal(key, wrapped, new byte[] {9}));
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            assertEquals(Reason.BAD_SEAL, refusal(key, Bits.flipped(wrapped, bit), CONTEXT), "bit " + bit);
        }
    }

    @Test
    void anyOtherLengthIsRefused() {
        for (int length = 0; length < wrapped.length; length++) {
            assertEquals(Reason.BAD_SEAL, refusal(key, Arrays.copyOf(wrapped, length), CONTEXT), "length " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void aKeyOfAnotherLengthIsRefused(int length) {
        assertEquals("a wrapping key has 32 bytes, not " + length,
                assertThrows(IllegalArgumentException.class, () -> WrappingKey.decodeSecret(new byte[length]))
                        .getMessage());
    }
}
