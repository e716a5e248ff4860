package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.UpdateCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedSizesTest {
    private static final UpdateSpec PLAIN = new UpdateSpec(64, 20, 16, 16);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, Chunking.CHUNK_VALUES, Chunking.CHUNK_VALUES + 1, 3 * Chunking.CHUNK_VALUES - 5})
    void theSizesAreThoseOfARealSealedUpdate(int values) {
        SealedSizes sizes = SealedSizes.of(PLAIN, new Chunking(values));
        Chunking chunking = new Chunking(values);
        UpdateSealer sealer = new UpdateSealer(RoundKeyPair.generate().publicKey(),
                Contexts.ofChunks(chunking.count()));
        assertEquals(chunking.count(), sizes.chunkCount());
        long offset = sealer.header().length;
        assertEquals(offset, sizes.headerBytes());
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            byte[] encoded = new ChunkCodec().encode(new float[values], chunking.offset(chunk), chunking.length(chunk));
            byte[] sealed = sealer.seal(chunk, encoded);
            assertEquals(offset, sizes.chunkOffset(chunk));
            assertEquals(sealed.length, sizes.chunkBytes(chunk));
            offset += sealed.length;
        }
        assertEquals(offset, sizes.totalBytes());
    }

    /** Frozen values do not travel up. */
    @Test
    void anEncodedUpdateHasTheSizesOfItsCodec() throws RejectedException {
        UpdateSpec spec = new UpdateSpec(64, 20, 16, 16,
                new CodecSpec(new TopK(0.04), false, new Quantizer(4, null), true), Download.FLOAT32);
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(70_000)),
                new Parameter("still", Role.FROZEN, List.of(1 << 20))));
        UpdateCodec codec = new UpdateCodec(spec, layout, 1, 1);
        SealedSizes sizes = SealedSizes.of(spec, layout.updateChunking());
        assertEquals(2, sizes.chunkCount());
        for (int chunk = 0; chunk < 2; chunk++) {
            assertEquals(codec.encode(chunk, new float[70_000], 1).length + 28, sizes.chunkBytes(chunk));
        }
        assertEquals(sizes.chunkOffset(1) + sizes.chunkBytes(1), sizes.totalBytes());
    }

    @Test
    void theLargestLayoutDoesNotOverflow() {
        SealedSizes sizes = SealedSizes.of(PLAIN, new Chunking(1 << 30));
        long chunk = ChunkCodec.encodedLength(Chunking.CHUNK_VALUES) + 28L;
        assertEquals(1 << 14, sizes.chunkCount());
        assertEquals(89 + (1 << 14) * chunk, sizes.totalBytes());
        assertEquals(89 + ((1 << 14) - 1) * chunk, sizes.chunkOffset((1 << 14) - 1));
    }

    @Test
    void aChunkThatTheLayoutDoesNotHaveHasNoSize() {
        SealedSizes sizes = SealedSizes.of(PLAIN, new Chunking(10));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkBytes(1));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkBytes(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkOffset(1));
    }
}
