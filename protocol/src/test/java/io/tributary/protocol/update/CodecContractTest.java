package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.plugin.PlugInSpec;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract passes what keeps it, and finds each fault that it names. */
class CodecContractTest {
    /** Values as they are; each fault is a class that does one thing otherwise. */
    private static class Plain implements CodecPlugIn {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String summary() {
            return "Values as they are.";
        }

        @Override
        public int bits(PlugInSpec settings) {
            return 32;
        }

        @Override
        public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
            ByteBuffer.wrap(into).asFloatBuffer().put(values);
        }

        @Override
        public void decode(byte[] bytes, PlugInSpec settings, float[] values) throws MalformedChunkException {
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        }
    }

    private static void check(CodecPlugIn codec) {
        CodecContract.check(codec, PlugInSpec.of("plain", "1"), 0);
    }

    private static String fault(CodecPlugIn codec) {
        return String.valueOf(assertThrows(AssertionError.class, () -> check(codec)).getMessage());
    }

    @Test
    void aCodecThatKeepsItPasses() {
        assertDoesNotThrow(() -> check(new Plain()));
    }

    @Test
    void bytesThatDependOnMoreThanValuesAndSeedAreFound() {
        AtomicInteger times = new AtomicInteger();
        assertEquals("the same values and seed gave other bytes on another thread", fault(new Plain() {
            @Override
            public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
                into[0] = (byte) times.incrementAndGet();
            }
        }));
    }

    @Test
    void valuesThatDependOnMoreThanTheBytesAreFound() {
        AtomicInteger times = new AtomicInteger();
        assertEquals("the same bytes gave other values", fault(new Plain() {
            @Override
            public void decode(byte[] bytes, PlugInSpec settings, float[] values) {
                values[0] = times.incrementAndGet();
            }
        }));
    }

    @Test
    void alteredValuesAreFound() {
        assertEquals("the values were altered", fault(new Plain() {
            @Override
            public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
                values[0] = 1;
            }
        }));
    }

    @Test
    void aValueThatComesBackAsAnotherIsFound() {
        String said = fault(new Plain() {
            @Override
            public void decode(byte[] bytes, PlugInSpec settings, float[] values) throws MalformedChunkException {
                super.decode(bytes, settings, values);
                values[values.length - 1] += 0.5f;
            }
        });
        assertEquals("value 0 of 1 was 0.0 and came back as 0.5", said);
    }

    @Test
    void refusingItsOwnBytesIsFound() {
        assertEquals("what it encoded was refused: never", fault(new Plain() {
            @Override
            public void decode(byte[] bytes, PlugInSpec settings, float[] values) throws MalformedChunkException {
                throw new MalformedChunkException("never");
            }
        }));
    }

    @Test
    void bytesThatEndInAFaultOfTheCodecAreFound() {
        String said = fault(new Plain() {
            @Override
            public void decode(byte[] bytes, PlugInSpec settings, float[] values) throws MalformedChunkException {
                super.decode(bytes, settings, values);
                for (float value : values) {
                    if (!(Math.abs(value) <= 1)) {
                        throw new IllegalStateException("out of range");
                    }
                }
            }
        });
        assertTrue(said.startsWith("bytes that are no chunk must be refused as malformed, not end in"), said);
    }
}
