package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an update may look like, so that the exact integer sum cannot overflow (I3):
 * {@code maxUpdates * maxWeight * bound * 2^scaleBits < 2^62}.
 *
 * @param bound largest |delta| of one value, above 0
 * @param scaleBits s of the fixed point {@code rint(weight * delta * 2^s)}, 0..52
 * @param maxWeight largest weight of one update (weight = number of examples), 1..2^29
 * @param maxUpdates largest number of updates in one sum, at least 1
 * @param codec how its values travel up; null as float32
 * @param download in what the step from one model version to the next is written, so that devices may fetch it in place of the model
 */
public record UpdateSpec(double bound, int scaleBits, int maxWeight, int maxUpdates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable CodecSpec codec,
        Download download) {
    /** How a step from one model version to the next is rounded. The next model is what the rounded step makes of the last. */
    public enum Download {
        /** Not at all: a device fetches the chunks that changed. */
        @JsonProperty("float32")
        FLOAT32,
        /** To bfloat16: 2 bytes a value. */
        @JsonProperty("bf16")
        BF16,
        /** To 8 bits, with a scale of its own for each chunk. */
        @JsonProperty("int8")
        INT8
    }

    static final int MAX_WEIGHT = 1 << 29;
    private static final BigDecimal LIMIT = new BigDecimal(BigInteger.ONE.shiftLeft(62));

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range, a sum could reach 2^62, or quantized values could lie beyond the
     *         bound
     */
    public UpdateSpec {
        Fields.positive("bound", bound);
        Fields.within("scaleBits", scaleBits, 0, 52);
        Fields.within("maxWeight", maxWeight, 1, MAX_WEIGHT);
        Fields.within("maxUpdates", maxUpdates, 1, Integer.MAX_VALUE);
        checkRange(codec, bound);
        BigDecimal largest = new BigDecimal(bound).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(scaleBits)))
                .multiply(BigDecimal.valueOf(maxWeight)).multiply(BigDecimal.valueOf(maxUpdates));
        if (largest.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("maxUpdates * maxWeight * bound * 2^scaleBits must stay below 2^62, but "
                    + maxUpdates + " * " + maxWeight + " * " + bound + " * 2^" + scaleBits
                    + " does not; make one of them smaller");
        }
    }

    /** Updates and models that travel as float32. */
    public UpdateSpec(double bound, int scaleBits, int maxWeight, int maxUpdates) {
        this(bound, scaleBits, maxWeight, maxUpdates, null, Download.FLOAT32);
    }

    private static void checkRange(@Nullable CodecSpec codec, double bound) {
        Double range = codec == null || codec.quantize() == null ? null : codec.quantize().range();
        if (range != null && range > bound) {
            throw new IllegalArgumentException("the quantizer's range must be at most the bound of " + bound + ", not "
                    + range);
        }
    }

    /** How values travel up, unless as float32. */
    public Optional<CodecSpec> encoding() {
        return Optional.ofNullable(codec);
    }
}
