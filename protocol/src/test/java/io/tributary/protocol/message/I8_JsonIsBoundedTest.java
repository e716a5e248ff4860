package io.tributary.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.SeededCases;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile JSON: refused with a reason, a short detail and no more memory than a few times the largest legal message. */
@DisplayName("I8: JSON from outside is bounded in bytes, depth, names and numbers")
@Tag("seeded")
class I8_JsonIsBoundedTest {
    private static final String BEFORE = "{\"v\":1,\"type\":\"check-in\",\"device\":\"d\",\"x\":";
    private static final long HEAP_BOUND = 16L * 1024 * 1024;
    private static final int LONGEST_DETAIL = 300;

    /** What a JVM loads for its first reading and its first refusal, 17 MiB, is no memory of a message. */
    @BeforeAll
    static void readOnce() throws RejectedException {
        for (Object sample : WireSamples.messages().values()) {
            WireJson.readMessage(WireJson.write(sample), sample.getClass());
        }
        for (Object sample : WireSamples.documents().values()) {
            WireJson.readDocument(WireJson.write(sample), sample.getClass());
        }
        assertThrows(RejectedException.class, () -> WireJson.readMessage(bytes("{"), DeviceMessage.class));
    }

    @Test
    void aMessageIsAtMost64KiB() {
        assertEquals(Reason.TOO_LARGE, refusal(padded(WireJson.MAX_MESSAGE + 1), DeviceMessage.class));
        assertEquals(null, refusal(padded(WireJson.MAX_MESSAGE), DeviceMessage.class));
    }

    @Test
    void aDocumentIsAtMost4MiBAndItsEnvelope6() {
        assertEquals(Reason.TOO_LARGE, documentRefusal(new byte[WireJson.MAX_DOCUMENT + 1], RunPlan.class));
        assertEquals(Reason.MALFORMED, documentRefusal(new byte[WireJson.MAX_DOCUMENT], RunPlan.class));
        assertEquals(Reason.TOO_LARGE, documentRefusal(new byte[WireJson.MAX_ENVELOPE + 1], SignedDocument.class));
        assertEquals(Reason.TOO_LARGE, envelopeRefusal(new byte[WireJson.MAX_ENVELOPE + 1]));
        assertEquals(Reason.TOO_LARGE, refusal(new byte[WireJson.MAX_ENVELOPE + 1], RunRequest.class));
    }

    @Test
    void theLargestDocumentFitsItsEnvelopeAndTheRequestAroundIt() throws RejectedException {
        SignedDocument largest = new SignedDocument(new byte[WireJson.MAX_DOCUMENT], new byte[64], new byte[32]);
        assertEquals(largest, WireJson.readDocument(WireJson.write(largest), SignedDocument.class));
        assertEquals(largest, WireJson.readEnvelope(WireJson.write(largest), SignedDocument.class));
        RunRequest request = new RunRequest(largest);
        assertEquals(request, WireJson.readMessage(WireJson.write(request), RunRequest.class));
    }

    @Test
    void nestingIsAtMost16Deep() {
        assertEquals(Reason.MALFORMED, refusal(bytes("[".repeat(60_000)), DeviceMessage.class));
        assertEquals(Reason.MALFORMED, refusal(bytes(nested(17)), DeviceMessage.class));
        assertEquals(null, refusal(bytes(nested(15)), DeviceMessage.class));
        assertEquals(Reason.MALFORMED, documentRefusal(bytes("{\"a\":".repeat(100_000)), RunPlan.class));
    }

    @Test
    void namesAndNumbersAreShort() {
        assertEquals(Reason.MALFORMED, refusal(bytes(BEFORE + "1,\"" + "n".repeat(65) + "\":1}"), DeviceMessage.class));
        assertEquals(Reason.MALFORMED, refusal(bytes(BEFORE + "9".repeat(65) + "}"), DeviceMessage.class));
        assertEquals(Reason.MALFORMED, refusal(bytes(BEFORE + "1e" + "9".repeat(60_000) + "}"), DeviceMessage.class));
        assertEquals(null, refusal(bytes(BEFORE + "1e999999999}"), DeviceMessage.class));
    }

    @Test
    void onlyWellFormedUtf8IsRead() {
        for (int[] sequence : List.of(new int[] {0xff}, new int[] {0xc0, 0xaf}, new int[] {0xed, 0xa0, 0x80},
                new int[] {0xf8, 0x88, 0x80, 0x80, 0x80}, new int[] {0xe2, 0x82})) {
            byte[] json = bytes(BEFORE + "\"~~~~~\"}");
            int at = BEFORE.length() + 1;
            for (int i = 0; i < sequence.length; i++) {
                json[at + i] = (byte) sequence[i];
            }
            assertEquals(Reason.MALFORMED, refusal(json, DeviceMessage.class));
        }
        assertEquals(Reason.MALFORMED,
                refusal((BEFORE + "1}").getBytes(StandardCharsets.UTF_16BE), DeviceMessage.class));
        assertEquals(Reason.MALFORMED,
                refusal((BEFORE + "1}").getBytes(StandardCharsets.UTF_16LE), DeviceMessage.class));
    }

    @Test
    void everyTruncationOfEveryMessageIsMalformed() {
        WireSamples.messages().values().forEach(sample -> {
            byte[] json = WireJson.write(sample);
            for (int length = 0; length < json.length; length++) {
                assertEquals(Reason.MALFORMED, refusal(Arrays.copyOf(json, length), sample.getClass()));
            }
        });
    }

    @Test
    void anyDamageIsRefusedOrReads() {
        List<Object> samples = List.copyOf(WireSamples.messages().values());
        List<Object> documents = List.copyOf(WireSamples.documents().values());
        SeededCases.check(2000, random -> {
            Object message = samples.get(random.nextInt(samples.size()));
            Object document = documents.get(random.nextInt(documents.size()));
            byte[] damagedMessage = WireJson.write(message);
            byte[] damagedDocument = WireJson.write(document);
            for (int wounds = random.nextInt(1, 4); wounds > 0; wounds--) {
                damagedMessage[random.nextInt(damagedMessage.length)] = (byte) random.nextInt();
                damagedDocument[random.nextInt(damagedDocument.length)] = (byte) random.nextInt(32, 127);
            }
            refusal(damagedMessage, message.getClass());
            documentRefusal(damagedDocument, document.getClass());
        });
    }

    private static byte[] padded(int length) {
        byte[] json = new byte[length];
        Arrays.fill(json, (byte) ' ');
        byte[] start = bytes(BEFORE + "1}");
        System.arraycopy(start, 0, json, 0, start.length);
        return json;
    }

    private static String nested(int depth) {
        return BEFORE + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private interface Reading {
        void read() throws RejectedException;
    }

    private static Reason refusal(byte[] json, Class<?> type) {
        return bounded(() -> WireJson.readMessage(json, type));
    }

    private static Reason documentRefusal(byte[] json, Class<?> type) {
        return bounded(() -> WireJson.readDocument(json, type));
    }

    private static Reason envelopeRefusal(byte[] json) {
        return bounded(() -> WireJson.readEnvelope(json, RunPlan.class));
    }

    /** The reason, or null if it read; any other exception is a failure. */
    private static Reason bounded(Reading reading) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
            return null;
        } catch (RejectedException refused) {
            assertTrue(refused.detail().length() <= LONGEST_DETAIL, refused.detail());
            return refused.reason();
        } finally {
            long taken = memory.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < HEAP_BOUND, () -> taken + " bytes");
        }
    }
}
