package io.tributary.loadtest.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateOpener;
import io.tributary.secureagg.seal.UpdateSealer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What devices send that hold nothing. */
class GeneratedValuesTest {
    private static final Chunking CHUNKING = new Chunking(Chunking.CHUNK_VALUES + 5);
    private static final GeneratedValues VALUES = new GeneratedValues(CHUNKING, 2);

    private static float[] update(int device, int round, int chunk) {
        float[] values = new float[Chunking.CHUNK_VALUES];
        VALUES.update(device, round, chunk, values);
        return values;
    }

    @Test
    void aVersionIsTheOneBeforeAndTheMeanOfTheUpdates() {
        float[] before = VALUES.expected(1, 1);
        float[] next = VALUES.expected(2, 1);
        for (int i = 0; i < CHUNKING.length(1); i++) {
            assertEquals(before[i] + (update(0, 2, 1)[i] + update(1, 2, 1)[i]) / 2, next[i]);
        }
    }

    @Test
    void noTwoChunksAreAlike() {
        assertFalse(Arrays.equals(update(0, 1, 0), update(1, 1, 0)));
        assertFalse(Arrays.equals(update(0, 1, 0), update(0, 2, 0)));
        assertFalse(Arrays.equals(update(0, 1, 0), update(0, 1, 1)));
    }

    @Test
    void aStreamOfSealedChunksIsTheUpdateThatWasSealed() throws Exception {
        RoundKeyPair key = RoundKeyPair.generate();
        SealContext context = new SealContext("018f0000-0000-7000-8000-000000000001", 1, "d",
                Sha256.of(new byte[0]).hex(), 0, CHUNKING.count());
        SealedBody body = new SealedBody((chunk, into) -> VALUES.update(0, 1, chunk, into),
                new UpdateSealer(key.publicKey(), context), CHUNKING);

        byte[] header = body.readNBytes(89);
        UpdateOpener opener = UpdateOpener.open(key, context, header);
        for (int chunk = 0; chunk < CHUNKING.count(); chunk++) {
            int length = ChunkCodec.encodedLength(CHUNKING.length(chunk));
            byte[] plain = new byte[length];
            opener.open(chunk, body.readNBytes(length + 28), length + 28, plain);
            float[] values = new float[Chunking.CHUNK_VALUES];
            new ChunkCodec().decode(plain, values, 0, CHUNKING.length(chunk));
            assertArrayEquals(update(0, 1, chunk), values);
        }
        assertEquals(-1, body.read());
        assertEquals(Sha256.of(header), body.header());
    }
}
