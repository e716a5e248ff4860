package io.tributary.protocol.chunk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ChunkDecodeFuzzTest {
    private final ChunkCodec codec = new ChunkCodec();

    @FuzzTest
    void anyBytesAreRefusedOrAChunk(byte[] input) {
        for (int length : new int[] {1, 3, 4, 16}) {
            float[] into = new float[length];
            try {
                codec.decode(Arrays.copyOf(input, ChunkCodec.encodedLength(length)), into, 0, length);
                Assertions.assertEquals(ChunkCodec.encodedLength(length), codec.encode(into, 0, length).length);
            } catch (MalformedChunkException refused) {
                Assertions.assertArrayEquals(new float[length], into);
            }
        }
    }
}
