package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedSizesTest {
    private static ParameterLayout layout(int values) {
        return new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(values))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, Chunking.CHUNK_VALUES, Chunking.CHUNK_VALUES + 1, 3 * Chunking.CHUNK_VALUES - 5})
    void theSizesAreThoseOfARealSealedUpdate(int values) {
        SealedSizes sizes = SealedSizes.of(layout(values));
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

    @Test
    void theLargestLayoutDoesNotOverflow() {
        SealedSizes sizes = SealedSizes.of(layout(1 << 30));
        long chunk = ChunkCodec.encodedLength(Chunking.CHUNK_VALUES) + 28L;
        assertEquals(1 << 14, sizes.chunkCount());
        assertEquals(89 + (1 << 14) * chunk, sizes.totalBytes());
        assertEquals(89 + ((1 << 14) - 1) * chunk, sizes.chunkOffset((1 << 14) - 1));
    }

    @Test
    void aChunkThatTheLayoutDoesNotHaveHasNoSize() {
        SealedSizes sizes = SealedSizes.of(layout(10));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkBytes(1));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkBytes(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> sizes.chunkOffset(1));
    }
}
