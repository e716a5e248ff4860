package io.tributary.secureagg.seal;

import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.Objects;

/**
 * Every length of a sealed update, in bytes: they follow from the layout alone, so they are checked before a byte is opened.
 * The update is the header, then the sealed chunks in order. Immutable.
 */
public final class SealedSizes {
    private final int chunkCount;
    private final int full;
    private final int last;

    private SealedSizes(Chunking chunking) {
        this.chunkCount = chunking.count();
        this.full = sealed(chunking.length(0));
        this.last = sealed(chunking.length(chunkCount - 1));
    }

    /** The lengths of an update of this layout. */
    public static SealedSizes of(ParameterLayout layout) {
        return new SealedSizes(layout.chunking());
    }

    private static int sealed(int values) {
        return ChunkCodec.encodedLength(values) + GcmKey.OVERHEAD;
    }

    /** Length of the header. */
    public int headerBytes() {
        return SealedHeader.BYTES;
    }

    /** Number of chunks, at least 1. */
    public int chunkCount() {
        return chunkCount;
    }

    /** Length of a sealed chunk; all but the last have that of the first. */
    public int chunkBytes(int chunk) {
        return Objects.checkIndex(chunk, chunkCount) == chunkCount - 1 ? last : full;
    }

    /** Where a sealed chunk begins. */
    public long chunkOffset(int chunk) {
        return headerBytes() + (long) full * Objects.checkIndex(chunk, chunkCount);
    }

    /** Length of the whole sealed update: 2^30 values need more than 2^32. */
    public long totalBytes() {
        return chunkOffset(chunkCount - 1) + last;
    }
}
