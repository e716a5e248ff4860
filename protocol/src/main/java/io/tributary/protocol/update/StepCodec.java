package io.tributary.protocol.update;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
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
        if (format == Download.BF16) {
            roundHalves(last, next, length, little(payload).asShortBuffer());
        } else {
            roundBytes(last, next, length, payload);
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

    private static void roundHalves(float[] last, float[] next, int length, ShortBuffer halves) {
        short[] rounded = new short[length];
        for (int i = 0; i < length; i++) {
            int bits = Float.floatToRawIntBits(finite(next[i] - last[i]));
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

    private static void roundBytes(float[] last, float[] next, int length, byte[] payload) {
        float largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, Math.abs(finite(next[i] - last[i])));
        }
        float scale = largest / MOST;
        little(payload).putFloat(0, scale);
        for (int i = 0; i < length; i++) {
            double code = scale > 0 ? Math.rint((double) (next[i] - last[i]) / scale) : 0;
            payload[Float.BYTES + i] = (byte) Math.max(-MOST, Math.min(MOST, code));
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

    private static float finite(float step) {
        if (!Float.isFinite(step)) {
            throw new IllegalArgumentException("a step between two versions is " + step + "; it must be finite");
        }
        return step;
    }
}
