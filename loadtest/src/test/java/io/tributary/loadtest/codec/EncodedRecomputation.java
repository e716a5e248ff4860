package io.tributary.loadtest.codec;

import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import io.tributary.protocol.update.UpdateCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the model must be, from zeros on, when all devices send known updates by a codec: each with a residual of its own, what
 * travelled summed as docs/architecture.md defines it, the mean expanded once, the step rounded as the plan says. Shares the codec
 * itself with the coordinator, and nothing else.
 */
final class EncodedRecomputation {
    private final RunPlan plan;
    private final KnownUpdates updates;
    private final float[][] residuals;
    private float[] model;

    EncodedRecomputation(RunPlan plan, KnownUpdates updates, int devices) {
        this.plan = plan;
        this.updates = updates;
        this.residuals = new float[devices][updates.values()];
        this.model = new float[updates.values()];
    }

    /** The next version's hash. */
    String next(int round) throws RejectedException {
        UpdateCodec codec = UpdateCodec.of(plan, round);
        Chunking chunking = codec.chunking();
        float[][] inputs = inputs(round);
        float[] next = new float[model.length];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            float[] delta = mean(codec, chunk, round, inputs);
            float[] last = new float[chunking.length(chunk)];
            float[] moved = new float[last.length];
            System.arraycopy(model, chunking.offset(chunk), last, 0, last.length);
            for (int i = 0; i < last.length; i++) {
                moved[i] = last[i] + delta[i];
            }
            if (plan.update().download() != Download.FLOAT32) {
                new StepCodec(plan.update().download()).round(last, moved, last.length);
            }
            System.arraycopy(moved, 0, next, chunking.offset(chunk), last.length);
        }
        model = next;
        return VectorDigest.of(model).hex();
    }

    private float[][] inputs(int round) {
        float[][] inputs = new float[residuals.length][];
        for (int device = 0; device < inputs.length; device++) {
            inputs[device] = updates.delta(device, round);
            for (int i = 0; i < inputs[device].length; i++) {
                inputs[device][i] += residuals[device][i];
            }
        }
        return inputs;
    }

    private float[] mean(UpdateCodec codec, int chunk, int round, float[][] inputs) throws RejectedException {
        int length = codec.chunking().length(chunk);
        double scale = 1L << plan.update().scaleBits();
        long[] sums = new long[codec.transported(chunk)];
        long total = 0;
        for (int device = 0; device < inputs.length; device++) {
            float[] travelled = new float[length];
            float[] full = new float[length];
            codec.verify(codec.encode(chunk, inputs[device], seed(device, round)), chunk, travelled, full);
            remember(device, codec.chunking().offset(chunk), inputs[device], full);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (long) Math.rint(travelled[i] * (updates.weight(device) * scale));
            }
            total += updates.weight(device);
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = (float) (sums[i] / (total * scale));
        }
        float[] delta = new float[length];
        codec.expand(chunk, mean, delta);
        return delta;
    }

    private void remember(int device, int offset, float[] input, float[] sent) {
        boolean feedback = plan.update().encoding().filter(CodecSpec::errorFeedback).isPresent();
        for (int i = 0; feedback && i < sent.length; i++) {
            residuals[device][offset + i] = input[offset + i] - sent[i];
        }
    }

    /** As docs/protocol.md says. */
    private long seed(int device, int round) {
        ByteBuffer bytes = ByteBuffer.allocate(15 + Long.BYTES + 2 * Integer.BYTES);
        bytes.put("tributary/train".getBytes(StandardCharsets.US_ASCII)).putLong(plan.seed()).putInt(device)
                .putInt(round);
        return ByteBuffer.wrap(Sha256.of(bytes.array()).bytes()).getLong();
    }
}
