package io.tributary.aggregation.range;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;

/** Two workers gave different results for one range: one of them is broken, and nothing says which. */
public final class ConflictingRangesException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ConflictingRangesException(ChunkRange range, String first, Sha256 firstContent, String second,
            Sha256 secondContent) {
        super("chunks [" + range.from() + ", " + range.to() + "): worker '" + first + "' made " + firstContent
                + " of them and worker '" + second + "' " + secondContent);
    }
}
