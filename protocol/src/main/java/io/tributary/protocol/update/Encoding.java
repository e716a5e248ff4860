package io.tributary.protocol.update;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.CodecSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** A plan's codec in one round: chunks of values to bytes and back. Immutable. */
final class Encoding {
    private final CodecSpec spec;
    private final long runSeed;
    private final int round;
    private final boolean subset;

    Encoding(CodecSpec spec, long runSeed, int round) {
        this.spec = spec;
        this.runSeed = runSeed;
        this.round = round;
        this.subset = spec.sparsity() != null && spec.sparsity().sameForAll();
    }

    ChunkPlan plan(int length) {
        return ChunkPlan.of(spec, length);
    }

    int transported(int length) {
        return spec.own() == null ? plan(length).transported() : length;
    }

    int bytes(int length) {
        return ChunkPlan.bytes(spec, length);
    }

    /** The plug-in that the plan names, if it names one. @throws RejectedException MISSING_PLUG_IN if it is not here */
    static Optional<CodecPlugIn> own(CodecSpec spec) throws RejectedException {
        return spec.own() == null ? Optional.empty()
                : Optional.of(UpdateCodec.plugIns().require(spec.own().plugIn()));
    }

    boolean isMapped() {
        return subset || spec.rotate();
    }

    byte[] encode(int chunk, float[] update, int offset, int length, long deviceSeed) throws RejectedException {
        byte[] payload = new byte[bytes(length)];
        if (spec.own() != null) {
            own(spec).orElseThrow().encode(Arrays.copyOfRange(update, offset, offset + length),
                    SeededWords.seed("tributary/codec", deviceSeed, chunk), spec.own().plugIn(), payload);
            return payload;
        }
        ChunkPlan plan = plan(length);
        long seed = SeededWords.seed("tributary/quantize", deviceSeed, chunk);
        if (spec.sparsity() == null && !spec.rotate()) {
            write(plan, update, offset, seed, payload);
            return payload;
        }
        float[] values = choose(chunk, plan, update, offset, payload);
        if (spec.rotate()) {
            Rotation.apply(values, plan.count(), shared("tributary/rotate", chunk));
        }
        write(plan, values, 0, seed, payload);
        return payload;
    }

    /** The values that travel; positions of this device's own choice go into the payload. */
    private float[] choose(int chunk, ChunkPlan plan, float[] update, int offset, byte[] payload) {
        if (subset) {
            return gather(update, offset, drawn(chunk, plan));
        }
        if (plan.positions().isPresent()) {
            int[] largest = Largest.positions(update, offset, plan.length(), plan.count());
            plan.positions().get().write(largest, payload, plan.positionsOffset());
            return gather(update, offset, largest);
        }
        return Arrays.copyOfRange(update, offset, offset + plan.length());
    }

    private static float[] gather(float[] update, int offset, int[] positions) {
        float[] values = new float[positions.length];
        for (int i = 0; i < positions.length; i++) {
            values[i] = update[offset + positions[i]];
        }
        return values;
    }

    private void write(ChunkPlan plan, float[] values, int from, long seed, byte[] payload) {
        if (plan.levels().isEmpty()) {
            floats(plan, payload).asFloatBuffer().put(values, from, plan.count());
            return;
        }
        double scale = range();
        if (plan.scaleBytes() > 0) {
            float largest = ValueCheck.largest(values, from, plan.count());
            floats(plan, payload).putFloat(0, largest);
            scale = largest;
        }
        plan.levels().get().write(values, from, plan.count(), scale, seed, payload, plan.scaleBytes());
    }

    void decode(byte[] payload, int length, double bound, float[] transported)
            throws MalformedChunkException, RejectedException {
        Optional<CodecPlugIn> own = own(spec);
        if (own.isPresent()) {
            decode(own.get(), payload, length, transported);
            return;
        }
        ChunkPlan plan = plan(length);
        if (plan.positions().isEmpty()) {
            read(plan, payload, bound, transported);
            return;
        }
        int[] positions = plan.positions().get().read(payload, plan.positionsOffset());
        float[] values = new float[plan.count()];
        read(plan, payload, bound, values);
        Arrays.fill(transported, 0, length, 0);
        scatter(values, positions, transported, 1);
    }

    /** Whatever a plug-in makes of a device's bytes costs that device its update, and nothing else. */
    private void decode(CodecPlugIn own, byte[] payload, int length, float[] transported)
            throws MalformedChunkException {
        float[] values = new float[length];
        try {
            own.decode(payload, Objects.requireNonNull(spec.own()).plugIn(), values);
        } catch (RuntimeException fault) {
            throw new MalformedChunkException("the codec '" + own.name() + "' cannot read it: " + fault);
        }
        System.arraycopy(values, 0, transported, 0, length);
    }

    private void read(ChunkPlan plan, byte[] payload, double bound, float[] values)
            throws MalformedChunkException, RejectedException {
        if (plan.levels().isPresent()) {
            double scale = plan.scaleBytes() > 0 ? scale(floats(plan, payload).getFloat(0), bound) : range();
            plan.levels().get().read(payload, plan.scaleBytes(), plan.count(), scale, values);
        } else {
            floats(plan, payload).asFloatBuffer().get(values, 0, plan.count());
        }
    }

    private static float scale(float scale, double bound) throws RejectedException, MalformedChunkException {
        if (!Float.isFinite(scale)) {
            throw new RejectedException(Reason.NOT_FINITE, "the scale is " + scale);
        }
        if (scale > bound) {
            throw new RejectedException(Reason.OUT_OF_BOUND,
                    "the scale is " + scale + ", beyond the bound of " + bound);
        }
        if (Float.floatToRawIntBits(scale) < 0) {
            throw new MalformedChunkException("the scale is " + scale + "; it is a magnitude");
        }
        return scale;
    }

    private double range() {
        Double range = spec.quantize() == null ? null : spec.quantize().range();
        return range == null ? 0 : range;
    }

    void expand(int chunk, int length, float[] transported, float[] full) {
        if (spec.own() != null) {
            System.arraycopy(transported, 0, full, 0, length);
            return;
        }
        ChunkPlan plan = plan(length);
        float[] values = transported;
        if (spec.rotate()) {
            values = subset ? Arrays.copyOf(transported, plan.count()) : full;
            System.arraycopy(transported, 0, values, 0, plan.count());
            Rotation.undo(values, plan.count(), shared("tributary/rotate", chunk));
        }
        if (subset) {
            Arrays.fill(full, 0, length, 0);
            double factor = spec.errorFeedback() ? 1 : (double) length / plan.count();
            scatter(values, drawn(chunk, plan), full, factor);
        } else if (!spec.rotate()) {
            System.arraycopy(transported, 0, full, 0, length);
        }
    }

    private static void scatter(float[] values, int[] positions, float[] into, double factor) {
        for (int i = 0; i < positions.length; i++) {
            into[positions[i]] = (float) (values[i] * factor);
        }
    }

    private int[] drawn(int chunk, ChunkPlan plan) {
        return Subset.draw(plan.length(), plan.count(), shared("tributary/subset", chunk));
    }

    private long shared(String label, int chunk) {
        return SeededWords.seed(label, runSeed, round, chunk);
    }

    private static ByteBuffer floats(ChunkPlan plan, byte[] payload) {
        return ByteBuffer.wrap(payload, 0, plan.positionsOffset()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
