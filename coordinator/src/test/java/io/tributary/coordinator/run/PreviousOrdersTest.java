package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.registry.PreviousPartTest;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders of ranges and what comes of them, between members of this build and the previous one. */
@DisplayName("Of the previous build")
public class PreviousOrdersTest {
    private static final int LAST_BYTE_OF_THE_VERSION = 3;

    private static RangeOrder order() {
        return new RangeOrder(new RangeOrder.Job("job-7", Life.RUN, 3, 2, 1, List.of("d0", "d1"),
                new Reports(5, Sha256.ZERO.hex())), new byte[] {4, 5, 6}, new ChunkRange(0, 9), 2);
    }

    private static RangeAnswer answer() {
        return new RangeAnswer("", new TreeMap<>(Map.of(0, new byte[] {1, 2}, 3, new byte[] {3})),
                PreviousPartTest.part());
    }

    /** What this build writes. */
    public static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("range-order", HexFormat.of().formatHex(order().encode()));
        written.put("range-answer", HexFormat.of().formatHex(answer().encode()));
        written.put("range-answer-failed", HexFormat.of().formatHex(RangeAnswer.failed("no room").encode()));
        return written;
    }

    private static byte[] old(String name) {
        return PreviousBuild.bytes("messages.txt", name);
    }

    private static void isGoneOnWith(String name, byte[] now) {
        assertArrayEquals(old(name), Arrays.copyOf(now, old(name).length), "what is more comes at the end");
    }

    @Test
    void anOrderIsReadAndGivenAsItsOwn() {
        RangeOrder read = RangeOrder.decode(old("range-order"));
        assertEquals(order().job(), read.job());
        assertEquals(order().ranges(), read.ranges());
        assertArrayEquals(order().pass(), read.pass());
        isGoneOnWith("range-order", order().encode());
        assertEquals(1, order().since());
    }

    @Test
    void anAnswerIsReadAndGivenAsItsOwn() {
        RangeAnswer read = RangeAnswer.decode(old("range-answer"));
        assertEquals("", read.failure());
        assertEquals(List.of(0, 3), List.copyOf(read.results().keySet()));
        assertArrayEquals(new byte[] {1, 2}, read.results().get(0));
        assertArrayEquals(new byte[] {3}, read.results().get(3));
        assertEquals(PreviousPartTest.part(), read.part());
        isGoneOnWith("range-answer", answer().encode());
    }

    @Test
    void aFailureIsReadAndGivenAsItsOwn() {
        RangeAnswer read = RangeAnswer.decode(old("range-answer-failed"));
        assertEquals("no room", read.failure());
        assertTrue(read.results().isEmpty());
        isGoneOnWith("range-answer-failed", RangeAnswer.failed("no room").encode());
    }

    @Test
    void aMemberIsGivenNoOrderOfSlices() {
        assertEquals(2, new SliceOrder("m", Life.RUN, 1, 1, "f", 4, 4).since(), "that build reads 1..1");
    }

    @Test
    void whatComesAfterItIsRefusedByItsVersion() {
        byte[] order = old("range-order");
        order[LAST_BYTE_OF_THE_VERSION] = 2;
        assertEquals("orders of version 2 are not known here",
                assertThrows(IllegalArgumentException.class, () -> RangeOrder.decode(order)).getMessage());
        byte[] answer = old("range-answer");
        answer[LAST_BYTE_OF_THE_VERSION] = 2;
        assertEquals("answers of version 2 are not known here",
                assertThrows(IllegalArgumentException.class, () -> RangeAnswer.decode(answer)).getMessage());
    }
}
