package io.tributary.protocol.update;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.CodecSpec;
import java.util.Arrays;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class UpdateDecodeFuzzTest {
    /** Every codec family reads the same bytes, as they are and in a stream of the right length. */
    @FuzzTest
    void anyBytesAreRefusedOrAChunkWithinTheBound(byte[] input) throws RejectedException {
        for (CodecSpec spec : Codecs.families()) {
            for (int length : new int[] {1, 5, 70}) {
                UpdateCodec codec = Codecs.of(spec, length);
                requireRefusedOrBounded(codec, input);
                byte[] payload = Arrays.copyOf(input, new Encoding(spec, 1, 3).plan(length).bytes());
                requireRefusedOrBounded(codec, new ByteChunkCodec().encode(payload));
            }
        }
    }

    private static void requireRefusedOrBounded(UpdateCodec codec, byte[] encoded) throws RejectedException {
        int length = codec.chunking().length(0);
        float[] full = new float[length];
        try {
            codec.verify(encoded, 0, new float[length], full);
        } catch (RejectedException refused) {
            return;
        }
        ValueCheck.check(full, 0, length, Codecs.BOUND);
    }
}
