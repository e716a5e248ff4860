package io.tributary.protocol.update;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class StepDecodeFuzzTest {
    @FuzzTest
    void anyBytesAreRefusedOrAStepThatLeavesTheLastVersionAlone(byte[] input) {
        for (Download format : List.of(Download.BF16, Download.INT8)) {
            StepCodec codec = new StepCodec(format);
            apply(codec, Arrays.copyOf(input, codec.encodedLength(6)));
            apply(codec, input);
            if (input.length > 0) {
                apply(codec, new ByteChunkCodec().encode(Arrays.copyOf(input, format == Download.BF16 ? 12 : 10)));
            }
        }
    }

    private static void apply(StepCodec codec, byte[] encoded) {
        float[] last = {1, 2, 3, 4, 5, 6};
        float[] next = {9, 9, 9, 9, 9, 9};
        try {
            codec.apply(encoded, last, next, 6);
            Assertions.assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, last);
        } catch (MalformedChunkException refused) {
            Assertions.assertArrayEquals(new float[] {9, 9, 9, 9, 9, 9}, next);
        }
    }
}
