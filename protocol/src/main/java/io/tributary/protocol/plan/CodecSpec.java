package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plugin.PlugInSpec;
import org.jspecify.annotations.Nullable;

/**
 * How the values of an update travel up, chunk by chunk: first sparsified, then rotated, then quantized.
 *
 * @param sparsity which values travel; null for all
 * @param rotate whether a seeded randomized Hadamard transform, the same on all devices of a round, spreads each chunk before it is
 *        quantized (Suresh et al. 2017, "Distributed Mean Estimation with Limited Communication", ICML); with a quantizer, not with
 *        {@link TopK}
 * @param quantize how many bits a value takes; null for float32
 * @param errorFeedback whether a device keeps what encoding lost and adds it to its next update (Seide et al. 2014; Karimireddy et
 *        al. 2019); plain rounds only
 * @param own a codec of somebody's own in place of all but error feedback; null for those of Tributary
 */
public record CodecSpec(
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Sparsity sparsity,
        boolean rotate,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Quantizer quantize,
        boolean errorFeedback,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable PlugInCodec own) {
    /**
     * Checks how its arguments fit together.
     *
     * @throws IllegalArgumentException if they do not
     */
    public CodecSpec {
        if (sparsity != null && !sparsity.sameForAll() && rotate) {
            throw new IllegalArgumentException(
                    "rotate must be false with topK: rotation spreads what top-k picks; use a random subset, or no rotation");
        }
        if (own != null && (sparsity != null || rotate || quantize != null)) {
            throw new IllegalArgumentException("a codec of one's own goes not with sparsity, rotate or quantize");
        }
        if (sparsity == null && quantize == null && own == null) {
            throw new IllegalArgumentException(
                    "a codec needs a sparsity or a quantizer; for float32 values leave the codec out");
        }
        if (rotate && quantize == null) {
            throw new IllegalArgumentException(
                    "rotate needs a quantizer: it spreads values so that few levels fit them all");
        }
    }

    /** One of Tributary's. */
    public CodecSpec(@Nullable Sparsity sparsity, boolean rotate, @Nullable Quantizer quantize,
            boolean errorFeedback) {
        this(sparsity, rotate, quantize, errorFeedback, null);
    }

    /**
     * A codec of somebody's own, which devices and coordinators have on their class paths. Lengths follow from the plan alone: a chunk of n
     * values takes {@code ceil(n bits / 8) + bytes} bytes.
     *
     * @param plugIn which one, with its settings
     * @param bits of a value, 1..32
     * @param bytes of a chunk beside its values, 0..4096
     */
    public record PlugInCodec(PlugInSpec plugIn, int bits, int bytes) {
        /** Most bits of a value. */
        public static final int MOST_BITS = 32;
        /** Most bytes of a chunk beside its values. */
        public static final int MOST_BYTES = 4096;

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public PlugInCodec {
            Fields.given("plugIn", plugIn);
            Fields.within("bits", bits, 1, MOST_BITS);
            Fields.within("bytes", bytes, 0, MOST_BYTES);
        }

        /** Bytes of a chunk of so many values. */
        public int length(int values) {
            return (values * bits + 7) / 8 + bytes;
        }
    }

    /** Which values of a chunk travel. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = RandomSubset.class, name = "randomSubset"),
        @JsonSubTypes.Type(value = TopK.class, name = "topK")})
    public sealed interface Sparsity {
        /** Part of a chunk's values that travels, above 0, at most 1: {@code ceil(fraction * length)} of them. */
        double fraction();

        /** Whether all devices of a round send the same positions, which then need not travel. */
        boolean sameForAll();
    }

    /** A random subset, drawn anew each round and the same for all devices (Konecny et al. 2016). */
    public record RandomSubset(double fraction) implements Sparsity {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public RandomSubset {
            checkFraction(fraction);
        }

        @Override
        public boolean sameForAll() {
            return true;
        }
    }

    /** The values of largest magnitude, another subset on each device (Aji and Heafield 2017); plain rounds only. */
    public record TopK(double fraction) implements Sparsity {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public TopK {
            checkFraction(fraction);
        }

        @Override
        public boolean sameForAll() {
            return false;
        }
    }

    /**
     * Unbiased stochastic rounding to {@code 2^bits - 1} evenly spaced levels around 0 (Alistarh et al. 2017, QSGD).
     *
     * @param bits of one value, 2..16
     * @param range values beyond +-range are clipped to it, above 0; null if each chunk carries its own largest magnitude, which only
     *        plain rounds allow
     */
    public record Quantizer(int bits,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double range) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Quantizer {
            Fields.within("bits", bits, 2, 16);
            if (range != null) {
                Fields.positive("range", range);
            }
        }
    }

    private static void checkFraction(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction must be above 0 and at most 1, not " + fraction);
        }
    }
}
