package io.tributary.extension;

import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.update.UpdateCodec;

/** The leading half of a chunk travels and comes back where it was. */
public final class CodecCheck {
    private CodecCheck() {}

    public static void check() throws Exception {
        RunPlan plan = Toys.plan("update.codec={ sparsity: { leading: 0.5 }, errorFeedback: true }");
        UpdateCodec codec = UpdateCodec.of(plan, 1);
        float[] update = new float[plan.layout().size()];
        for (int i = 0; i < update.length; i++) {
            update[i] = i % 97 / 100f;
        }
        int length = codec.chunking().length(0);
        float[] transported = new float[length];
        float[] full = new float[length];
        codec.verify(codec.encode(0, update, 1), 0, transported, full);
        int count = (int) Math.ceil(length * 0.5);
        Toys.require(codec.transported(0) == count, codec.transported(0) + " values travel");
        for (int i = 0; i < length; i++) {
            Toys.require(full[i] == (i < count ? update[i] : 0), "value " + i + " is " + full[i]);
        }
    }
}
