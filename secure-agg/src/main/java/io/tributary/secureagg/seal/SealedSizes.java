package io.tributary.secureagg.seal;

import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Objects;

/**
 * Every length of a sealed update, in bytes: they follow from the plan alone, so they are checked before a byte is opened.
 * The update is the header, then the sealed chunks in order. Immutable.
 */
public final class SealedSizes {
    /** Length of the header of every sealed update. */
    public static final int HEADER_BYTES = SealedHeader.BYTES;

    private final int chunkCount;
    private final int full;
    private final int last;

    private SealedSizes(UpdateSpec spec, Chunking chunking) {
        this.chunkCount = chunking.count();
        this.full = sealed(spec, chunking.length(0));
        this.last = sealed(spec, chunking.length(chunkCount - 1));
    }

    /** The lengths of an update under this plan, in any of its rounds. */
    public static SealedSizes of(RunPlan plan) {
        return of(plan.update(), plan.layout().updateChunking());
    }

    /** The lengths of an update that is cut and encoded so. */
    public static SealedSizes of(UpdateSpec spec, Chunking chunking) {
        return new SealedSizes(spec, chunking);
    }

    private static int sealed(UpdateSpec spec, int values) {
        return UpdateCodec.encodedLength(spec, values) + GcmKey.OVERHEAD;
    }

    /** Length of the header. */
    public int headerBytes() {
        return HEADER_BYTES;
    }

    /** Number of chunks, at least 1. */
    public int chunkCount() {
        return chunkCount;
    }

    /** Length of a sealed chunk; all but the last have that of the first. */
    public int chunkBytes(int chunk) {
        return Objects.checkIndex(chunk, chunkCount) == chunkCount - 1 ? last : full;
    }

    /** Length of a chunk that is not sealed. */
    public int plainBytes(int chunk) {
        return chunkBytes(chunk) - GcmKey.OVERHEAD;
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
