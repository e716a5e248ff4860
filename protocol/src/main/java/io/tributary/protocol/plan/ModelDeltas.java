package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.List;

/**
 * The step from a version's parent to the version, rounded: whoever holds the parent adds it and has the version, bit for bit.
 *
 * @param format how the step is rounded, BF16 or INT8
 * @param chunks hex SHA-256 of the encoded step of each chunk, in order
 */
public record ModelDeltas(Download format, List<String> chunks) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the format is FLOAT32, which has no steps, or a hash is none
     */
    public ModelDeltas {
        if (format == Download.FLOAT32) {
            throw new IllegalArgumentException("deltas.format must be BF16 or INT8, not FLOAT32: it has no deltas");
        }
        chunks = Fields.list("deltas.chunks", chunks, 1, Integer.MAX_VALUE);
        chunks.forEach(chunk -> Sha256.requireHex("deltas.chunks", chunk));
    }
}
