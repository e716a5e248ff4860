package io.tributary.learning.update;

import io.tributary.learning.DeviceMemory;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.update.UpdateCodec;
import java.io.IOException;
import java.util.Optional;

/**
 * Encodes an update chunk by chunk. Each encoded chunk is decoded again, and refused here if the coordinator would refuse it.
 * With error feedback (Karimireddy et al. 2019, "Error Feedback Fixes SignSGD", ICML) what encoding lost is staged. Once this update was
 * acknowledged, it is added to the next one; until then, the next one begins with what was lost before. One thread.
 */
public final class EncodedUpdate {
    /** The name of what encoding lost, in the device's state. */
    public static final String RESIDUAL = "residual";
    private final UpdateCodec codec;
    private final DeviceMemory memory;
    private final long seed;
    private final boolean encoded;
    private final boolean feedback;
    private final float[] update;
    private final float[] travelled;
    private final float[] decoded;

    /**
     * Begins with what was lost before, if anything.
     *
     * @param spec as the plan has it
     * @param codec of the round
     * @param delta what training changed; not changed
     * @param memory of the device
     * @param seed the device's training seed, from which rounding is drawn (I10)
     * @throws IOException if the device's state cannot be read
     */
    public EncodedUpdate(Optional<CodecSpec> spec, UpdateCodec codec, float[] delta, DeviceMemory memory, long seed)
            throws IOException {
        this.codec = codec;
        this.memory = memory;
        this.seed = seed;
        this.encoded = spec.isPresent();
        this.feedback = spec.filter(CodecSpec::errorFeedback).isPresent();
        this.update = feedback ? plus(delta, memory.read(RESIDUAL)) : delta;
        this.travelled = new float[encoded ? codec.chunking().length(0) : 0];
        this.decoded = new float[travelled.length];
    }

    /** Adds to the residual, which is nobody else's. One of another length belongs to another layout, and is ignored. */
    private static float[] plus(float[] delta, Optional<float[]> residual) {
        float[] sum = residual.filter(left -> left.length == delta.length).orElse(null);
        if (sum == null) {
            return delta.clone();
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += delta[i];
        }
        return sum;
    }

    /** Bytes of an encoded chunk. */
    public int encodedLength(int chunk) {
        return codec.encodedLength(chunk);
    }

    /** Encodes a chunk, once, as {@link #encode(int, byte[])}, into a new array. */
    public byte[] encode(int chunk) throws RejectedException {
        byte[] bytes = new byte[encodedLength(chunk)];
        encode(chunk, bytes);
        return bytes;
    }

    /**
     * Encodes a chunk, once.
     *
     * @param into {@link #encodedLength} bytes, of which none is left as it was
     * @throws RejectedException NOT_FINITE or OUT_OF_BOUND if the chunk, or what is decoded of it, is beyond the plan's bound
     * @throws IllegalArgumentException if {@code into} has another length
     */
    public void encode(int chunk, byte[] into) throws RejectedException {
        codec.encode(chunk, update, seed, into);
        if (encoded) {
            codec.verify(into, chunk, travelled, decoded);
        }
        if (feedback) {
            leaveWhatWasLost(chunk);
        }
    }

    private void leaveWhatWasLost(int chunk) {
        Chunking chunking = codec.chunking();
        for (int i = 0; i < chunking.length(chunk); i++) {
            update[chunking.offset(chunk) + i] -= decoded[i];
        }
    }

    /**
     * Stages what encoding lost, after the last chunk and before the update counts as sealed.
     *
     * @throws IOException if the disk fails
     */
    public void stageResidual() throws IOException {
        if (feedback) {
            memory.stage(RESIDUAL, update);
        }
    }
}
