package io.tributary.protocol.chunk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ByteChunkFuzzTest {
    private final ByteChunkCodec codec = new ByteChunkCodec();

    @FuzzTest
    void anyBytesAreRefusedOrAChunk(byte[] input) {
        for (int length : new int[] {1, 3, 16}) {
            try {
                byte[] bytes = codec.decode(Arrays.copyOf(input, ByteChunkCodec.encodedLength(length)), length);
                Assertions.assertEquals(length, bytes.length);
            } catch (MalformedChunkException refused) {
                Assertions.assertNotNull(refused.getMessage());
            }
        }
    }
}
