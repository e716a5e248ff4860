package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.update.CodecContract;
import org.junit.jupiter.api.Test;

class Bfloat16Test {
    private final Bfloat16 codec = new Bfloat16();
    private final PlugInSpec settings = PlugInSpec.presets(codec);

    @Test
    void itKeepsTheContract() {
        CodecContract.check(codec, settings, 1 / 256.0);
    }

    @Test
    void valuesAreRoundedToTheNearest() {
        float[] values = {1, -0.5f, 1.00390625f, 1.01171875f};
        byte[] bytes = new byte[8];
        codec.encode(values, 0, settings, bytes);
        float[] back = new float[4];
        codec.decode(bytes, settings, back);
        assertArrayEquals(new float[] {1, -0.5f, 1, 1.015625f}, back);
    }
}
