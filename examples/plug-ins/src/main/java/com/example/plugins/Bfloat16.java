package com.example.plugins;

import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.update.CodecPlugIn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A codec: the upper half of each float32, rounded to the nearest. */
public final class Bfloat16 implements CodecPlugIn {
    /** For the service loader. */
    public Bfloat16() {}

    @Override
    public String name() {
        return "bfloat16";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "Values rounded to bfloat16: 2 bytes each.";
    }

    @Override
    public int bits(PlugInSpec settings) {
        return Short.SIZE;
    }

    @Override
    public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
        ByteBuffer bytes = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            bytes.putShort((short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16)); // ties to even
        }
    }

    @Override
    public void decode(byte[] bytes, PlugInSpec settings, float[] values) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(from.getShort() << 16);
        }
    }
}
