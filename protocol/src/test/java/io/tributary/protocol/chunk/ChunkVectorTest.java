package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The annotated bytes of vectors/chunk-of-3-values.hex are the wire format: a change that breaks them is a new version. */
class ChunkVectorTest {
    private static final float[] VALUES = {1.5f, -2, 3.25f};

    @Test
    void theEncodedChunkIsTheVector() throws IOException {
        assertArrayEquals(vector(), new ChunkCodec().encode(VALUES, 0, VALUES.length));
    }

    @Test
    void theVectorDecodesToItsValues() throws Exception {
        float[] into = new float[VALUES.length];
        new ChunkCodec().decode(vector(), into, 0, into.length);
        assertArrayEquals(VALUES, into);
    }

    /** Lines of offset, bytes, meaning; every offset must be that of its bytes. */
    private static byte[] vector() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var in = ChunkVectorTest.class.getResourceAsStream("/vectors/chunk-of-3-values.hex")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().map(whole -> whole.replaceFirst("#.*", "").strip()).toList()) {
                if (!line.isEmpty()) {
                    assertEquals(bytes.size(), Integer.parseInt(line.substring(0, line.indexOf(':'))), line);
                    bytes.writeBytes(HexFormat.of().parseHex(line.substring(line.indexOf(':') + 1).replace(" ", "")));
                }
            }
        }
        return bytes.toByteArray();
    }
}
