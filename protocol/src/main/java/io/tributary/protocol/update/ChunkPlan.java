package io.tributary.protocol.update;

import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in the bytes of an encoded chunk of so many values: the scale, if chunks have one of their own (float32,
 * little-endian); the values that travel, quantized and packed, or float32, little-endian; their positions, if each device chooses its own.
 *
 * @param length values of the chunk
 * @param count how many of them travel
 * @param scaleBytes 4 or 0
 * @param levels how values are quantized, if they are
 * @param positions how positions are written, if they are
 */
record ChunkPlan(int length, int count, int scaleBytes, Optional<Levels> levels, Optional<Positions> positions) {
    /** Bytes of a chunk of so many values, whoever encodes it. */
    static int bytes(CodecSpec spec, int length) {
        return spec.own() == null ? of(spec, length).bytes() : spec.own().length(length);
    }

    static ChunkPlan of(CodecSpec spec, int length) {
        int count = spec.sparsity() == null ? length : (int) Math.ceil(spec.sparsity().fraction() * length);
        Quantizer quantizer = spec.quantize();
        return new ChunkPlan(length, count, hasScale(quantizer) ? Float.BYTES : 0,
                Optional.ofNullable(quantizer).map(levels -> new Levels(levels.bits())),
                spec.sparsity() == null || spec.sparsity().sameForAll() ? Optional.empty()
                        : Optional.of(new Positions(length, count)));
    }

    private static boolean hasScale(@Nullable Quantizer quantizer) {
        return quantizer != null && quantizer.range() == null;
    }

    int valueBytes() {
        return levels.map(quantized -> quantized.bytes(count)).orElse(count * Float.BYTES);
    }

    int positionsOffset() {
        return scaleBytes + valueBytes();
    }

    int bytes() {
        return positionsOffset() + positions.map(Positions::bytes).orElse(0);
    }

    /** Values that a reader gets: positions of a device's own are filled up with zeros. */
    int transported() {
        return positions.isPresent() ? length : count;
    }
}
