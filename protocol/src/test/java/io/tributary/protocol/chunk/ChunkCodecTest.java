package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {
    private final ChunkCodec codec = new ChunkCodec();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 1000, 65535, 65536})
    void whatWasEncodedComesBack(int length) throws MalformedChunkException {
        float[] values = new float[length + 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.5f - 3;
        }
        byte[] encoded = codec.encode(values, 1, length);
        assertEquals(ChunkCodec.encodedLength(length), encoded.length);
        float[] back = values.clone();
        java.util.Arrays.fill(back, 1, 1 + length, 0);
        codec.decode(encoded, back, 1, length);
        assertArrayEquals(values, back);
    }
}
