package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.SeededCases;
import io.tributary.protocol.Sha256;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class VectorDigestTest {
    @Test
    void itIsTheHashOfLittleEndianFloat32() {
        assertEquals(Sha256.of(HexFormat.of().parseHex("0000803f000000c0")), VectorDigest.of(new float[] {1, -2}));
    }

    @Test
    void itDoesNotDependOnThePieces() {
        SeededCases.check(50, random -> {
            float[] vector = new float[random.nextInt(1, 20_000)];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = Float.intBitsToFloat(random.nextInt());
            }
            VectorDigest digest = new VectorDigest();
            for (int done = 0; done < vector.length;) {
                int piece = random.nextInt(Math.min(9000, vector.length - done) + 1);
                digest.update(vector, done, piece);
                done += piece;
            }
            assertEquals(VectorDigest.of(vector), digest.finish());
        });
    }

    @Test
    void zeroAndMinusZeroDiffer() {
        assertNotEquals(VectorDigest.of(new float[] {0}), VectorDigest.of(new float[] {-0f}));
    }

    @Test
    void aFinishedDigestBeginsAfresh() {
        VectorDigest digest = new VectorDigest();
        digest.update(new float[] {5}, 0, 1);
        digest.finish();
        assertEquals(VectorDigest.of(new float[0]), digest.finish());
    }

    @Test
    void aRangeOutsideTheArrayIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> new VectorDigest().update(new float[3], 1, 3));
    }
}
