package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealContextTest {
    /** The encoding as it is described, by other means. */
    static byte[] expected(SealContext context, int... chunk) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("tributary/seal/1");
        out.writeInt(36);
        out.writeBytes(context.run());
        out.writeInt(context.round());
        out.writeInt(context.device().length());
        out.writeBytes(context.device());
        out.writeInt(64);
        out.writeBytes(context.planHash());
        out.writeInt(context.modelVersion());
        out.writeInt(context.chunkCount());
        for (int index : chunk) {
            out.writeInt(index);
        }
        return bytes.toByteArray();
    }

    @Test
    void theEncodingIsTheOneDescribed() throws Exception {
        SealContext context = Contexts.ofChunks(365);
        assertArrayEquals(expected(context), context.encode());
        assertArrayEquals(expected(context, 364), context.encode(364));
    }

    @Test
    void noTwoContextsAndChunksAreEncodedAlike() {
        Set<SealContext> contexts = Stream.concat(TamperedUpdateTest.otherContexts(), Stream.of(Contexts.ofChunks(3)))
                .collect(Collectors.toSet());
        Set<ByteBuffer> encodings = new HashSet<>();
        for (SealContext context : contexts) {
            encodings.add(ByteBuffer.wrap(context.encode()));
            for (int chunk = 0; chunk < context.chunkCount(); chunk++) {
                encodings.add(ByteBuffer.wrap(context.encode(chunk)));
            }
        }
        assertEquals(7, contexts.size());
        assertEquals(7 + 6 * 3 + 2, encodings.size());
    }

    @Test
    void fieldsOutOfRangeAreNamed() {
        assertNames("run", () -> new SealContext("run-1", 1, "d", Contexts.PLAN, 0, 1));
        assertNames("round", () -> new SealContext(Contexts.RUN, 0, "d", Contexts.PLAN, 0, 1));
        assertNames("device", () -> new SealContext(Contexts.RUN, 1, "D", Contexts.PLAN, 0, 1));
        assertNames("planHash", () -> new SealContext(Contexts.RUN, 1, "d", "AB".repeat(32), 0, 1));
        assertNames("modelVersion", () -> new SealContext(Contexts.RUN, 1, "d", Contexts.PLAN, -1, 1));
        assertNames("chunkCount", () -> new SealContext(Contexts.RUN, 1, "d", Contexts.PLAN, 0, 0));
    }

    private static void assertNames(String field, Runnable construction) {
        String message = assertThrows(IllegalArgumentException.class, construction::run).getMessage();
        assertEquals(field, message.substring(0, message.indexOf(' ')));
    }
}
