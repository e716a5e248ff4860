package io.tributary.protocol.update;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * The step from one model version to the next, rounded, chunk by chunk. The next version IS what the rounded step makes of the last,
 * by float32 addition: whoever holds the last one and adds the step has the next one, bit for bit. A step of 0 leaves a value as it
 * is, -0 too. Immutable and safe for use by many threads.
 *
 * <p>BF16: the upper 16 bits of the float32 step, rounded to nearest, ties to even; little-endian. INT8: a float32 scale,
 * little-endian, the chunk's largest step over 127; then {@code rint(step / scale)} in a signed byte each, -127..127.
 */
public final class StepCodec {
    private static final int MOST = 127;
    private static final int HALF = 0x7fff;
    /** Steps that stay in the first cache while they are rounded. */
    private static final int BLOCK = 1024;

    private final Download format;
    private final ByteChunkCodec bytes = new ByteChunkCodec();

    /**
     * A codec of steps.
     *
     * @throws IllegalArgumentException for FLOAT32, which rounds nothing and has no steps
     */
    public StepCodec(Download format) {
        if (format == Download.FLOAT32) {
            throw new IllegalArgumentException("steps are BF16 or INT8, not FLOAT32");
        }
        this.format = format;
    }

    /** Length in bytes of the encoded step of a chunk of so many values, 1..2^16. */
    public int encodedLength(int values) {
        return ByteChunkCodec.encodedLength(payloadLength(values));
    }

    private int payloadLength(int values) {
        return format == Download.BF16 ? values * Short.BYTES : Float.BYTES + values;
    }

    /**
     * Rounds the step between the first {@code length} values of two versions, and replaces those of the next by what the rounded step
     * makes of the last.
     *
     * @return the encoded step
     * @throws IllegalArgumentException if a step is not finite, which no bounded update makes
     */
    public byte[] round(float[] last, float[] next, int length) {
        byte[] payload = new byte[payloadLength(length)];
        float[] steps = steps(last, next, length);
        float largest = ValueCheck.largest(steps, 0, length);
        if (!Float.isFinite(largest)) {
            throw new IllegalArgumentException("the largest step of the chunk is " + largest + "; steps are finite");
        }
        if (format == Download.BF16) {
            roundHalves(steps, little(payload).asShortBuffer());
        } else {
            roundBytes(steps, largest / MOST, payload);
        }
        add(payload, last, next, length);
        return bytes.encode(payload);
    }

    /**
     * Makes the first {@code length} values of the next version.
     *
     * @param next may be {@code last} itself
     * @throws MalformedChunkException if the bytes are no such step; {@code next} is then unchanged
     */
    public void apply(byte[] encoded, float[] last, float[] next, int length) throws MalformedChunkException {
        byte[] payload = bytes.decode(encoded, payloadLength(length));
        if (format == Download.INT8) {
            check(payload);
        }
        add(payload, last, next, length);
    }

    private void add(byte[] payload, float[] last, float[] next, int length) {
        if (format == Download.BF16) {
            addHalves(little(payload).asShortBuffer(), last, next, length);
        } else {
            addBytes(payload, little(payload).getFloat(0), last, next, length);
        }
    }

    private static float[] steps(float[] last, float[] next, int length) {
        float[] steps = new float[length];
        for (int i = 0; i < length; i++) {
            steps[i] = next[i] - last[i];
        }
        return steps;
    }

    private static void roundHalves(float[] steps, ShortBuffer halves) {
        short[] rounded = new short[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int bits = Float.floatToRawIntBits(steps[i]);
            int half = (bits + HALF + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE;
            rounded[i] = (short) (half == 0 ? Short.MIN_VALUE : half);
        }
        halves.put(rounded);
    }

    private static void addHalves(ShortBuffer halves, float[] last, float[] next, int length) {
        short[] steps = new short[length];
        halves.get(steps);
        for (int i = 0; i < length; i++) {
            next[i] = last[i] + Float.intBitsToFloat(steps[i] << Short.SIZE);
        }
    }

    private static void roundBytes(float[] steps, float scale, byte[] payload) {
        little(payload).putFloat(0, scale);
        int[] codes = new int[BLOCK];
        for (int done = 0; scale > 0 && done < steps.length; done += BLOCK) {
            int block = Math.min(BLOCK, steps.length - done);
            for (int i = 0; i < block; i++) {
                codes[i] = (int) Math.rint((double) steps[done + i] / scale);
            }
            narrow(codes, block, payload, Float.BYTES + done);
        }
    }

    /** A loop of its own, so that the compiler makes vectors of both. */
    private static void narrow(int[] codes, int count, byte[] payload, int to) {
        for (int i = 0; i < count; i++) {
            payload[to + i] = (byte) Math.max(-MOST, Math.min(MOST, codes[i]));
        }
    }

    /** Twice negated, so that a step of 0 is -0, which changes nothing. */
    private static void addBytes(byte[] payload, float scale, float[] last, float[] next, int length) {
        for (int i = 0; i < length; i++) {
            next[i] = last[i] + -(-payload[Float.BYTES + i] * scale);
        }
    }

    private static void check(byte[] payload) throws MalformedChunkException {
        float scale = little(payload).getFloat(0);
        if (!Float.isFinite(scale)) {
            throw new MalformedChunkException(Reason.NOT_FINITE, "the scale is " + scale);
        }
        if (Float.floatToRawIntBits(scale) < 0) {
            throw new MalformedChunkException("the scale is " + scale + "; it is a magnitude");
        }
        for (int i = Float.BYTES; i < payload.length; i++) {
            if (payload[i] == Byte.MIN_VALUE) {
                throw new MalformedChunkException("step " + (i - Float.BYTES) + " is -128; -127..127 are expected");
            }
        }
    }

    private static ByteBuffer little(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    }
}
