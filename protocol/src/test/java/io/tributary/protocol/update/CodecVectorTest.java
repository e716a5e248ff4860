package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The annotated bytes of vectors/encoded-chunks.hex are the wire format: a change that breaks them is a new version. */
class CodecVectorTest {
    private static final float[] VALUES = {0.5f, -0.25f, 0, 0.125f, -1, 0.75f, 0.0625f, -0.03125f, 0.875f, 0, -0.5f, 1};
    private static final String[] NAMES = {"quantized", "rotated", "subset", "top-k"};
    private static final CodecSpec[] SPECS = {Codecs.codec(null, false, new Quantizer(4, null)),
        Codecs.codec(null, true, new Quantizer(8, 2.0)), Codecs.codec(new RandomSubset(0.25), false, null),
        Codecs.codec(new TopK(0.3), false, new Quantizer(3, null))};

    @Test
    void theEncodedChunksAreTheVectors() throws Exception {
        Map<String, byte[]> vectors = vectors();
        for (int i = 0; i < NAMES.length; i++) {
            byte[] encoded = Codecs.of(SPECS[i], VALUES.length).encode(0, VALUES, 5);
            assertHex(NAMES[i], vectors, new ByteChunkCodec().decode(encoded,
                    new Encoding(SPECS[i], 1, 3).plan(VALUES.length).bytes()));
        }
    }

    @Test
    void theStepsAreTheVectors() throws Exception {
        for (Download format : new Download[] {Download.BF16, Download.INT8}) {
            float[] next = VALUES.clone();
            byte[] encoded = new StepCodec(format).round(new float[VALUES.length], next, VALUES.length);
            int bytes = format == Download.BF16 ? 2 * VALUES.length : 4 + VALUES.length;
            assertHex(format.name().toLowerCase(Locale.ROOT), vectors(),
                    new ByteChunkCodec().decode(encoded, bytes));
        }
    }

    @Test
    void theStreamAroundThemIsTheVector() throws Exception {
        assertHex("stream", vectors(), new ByteChunkCodec().encode(new byte[] {1, 2, 3}));
        assertArrayEquals(new byte[] {1, 2, 3}, new ByteChunkCodec().decode(vectors().get("stream"), 3));
    }

    private static void assertHex(String name, Map<String, byte[]> vectors, byte[] actual) {
        byte[] expected = vectors.getOrDefault(name, new byte[0]);
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(actual), name);
    }

    /** Lines of {@code == name} and of bytes; what stands after # is meaning. */
    private static Map<String, byte[]> vectors() throws IOException {
        Map<String, ByteArrayOutputStream> vectors = new LinkedHashMap<>();
        try (var in = CodecVectorTest.class.getResourceAsStream("/vectors/encoded-chunks.hex")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String name = "";
            for (String line : text.lines().map(whole -> whole.replaceFirst("#.*", "").strip()).toList()) {
                if (line.startsWith("==")) {
                    name = line.substring(2).strip();
                } else if (!line.isEmpty()) {
                    vectors.computeIfAbsent(name, fresh -> new ByteArrayOutputStream())
                            .writeBytes(HexFormat.of().parseHex(line.replace(" ", "")));
                }
            }
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        vectors.forEach((name, written) -> bytes.put(name, written.toByteArray()));
        return bytes;
    }
}
