package io.tributary.protocol.update;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One codec of each family, and what tests do with them. */
final class Codecs {
    static final double BOUND = 64;
    static final Quantizer FOUR_BITS = new Quantizer(4, null);

    private Codecs() {}

    static CodecSpec codec(CodecSpec.@Nullable Sparsity sparsity, boolean rotate, @Nullable Quantizer quantizer) {
        return new CodecSpec(sparsity, rotate, quantizer, false);
    }

    static List<CodecSpec> families() {
        List<CodecSpec> all = new ArrayList<>();
        for (Quantizer quantizer : List.of(FOUR_BITS, new Quantizer(2, null), new Quantizer(16, 0.5))) {
            all.add(codec(null, false, quantizer));
            all.add(codec(null, true, quantizer));
            all.add(codec(new RandomSubset(0.1), false, quantizer));
            all.add(codec(new RandomSubset(0.3), true, quantizer));
            all.add(codec(new TopK(0.04), false, quantizer));
        }
        all.add(codec(new RandomSubset(0.25), false, null));
        all.add(codec(new RandomSubset(1), false, null));
        all.add(codec(new TopK(0.01), false, null));
        all.add(codec(new TopK(1), false, FOUR_BITS));
        return all;
    }

    static UpdateSpec spec(@Nullable CodecSpec codec) {
        return new UpdateSpec(BOUND, 20, 16, 16, codec, Download.FLOAT32);
    }

    static ParameterLayout layout(int values) {
        return new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(values)),
                new Parameter("still", Role.FROZEN, List.of(5))));
    }

    static UpdateCodec of(@Nullable CodecSpec codec, int values) {
        return new UpdateCodec(spec(codec), layout(values), 1, 3);
    }

    static float[] update(SplittableRandom random, int values) {
        float[] update = new float[values];
        for (int i = 0; i < values; i++) {
            update[i] = (float) (random.nextDouble(-0.5, 0.5) * random.nextDouble() * random.nextDouble());
        }
        return update;
    }
}
