package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.registry.PartIndexes;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What members send each other to close a round of a large model: names and places of chunks, never values. */
class BytesBetweenMembersTest {
    /** As a model of 95.6 million parameters has. */
    private static final int CHUNKS = 1_460;
    private static final int STEP = 4;
    private static final int ROWS = 8;
    private static final int MEMBERS = 2;
    private static final int CORES = 4;
    /** A number in the queue that another member pulls: a request and a response of Hazelcast. */
    private static final int BYTES_OF_A_PULL = 250;
    private static final int MOST = 1_000_000;

    private static RangeOrder order(byte[] pass) {
        return new RangeOrder(new RangeOrder.Job(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 7, 3, 2,
                List.of("left-out"), new Reports(ROWS, Sha256.ZERO.hex())), pass, new ChunkRange(0, CHUNKS), STEP);
    }

    /** One answer for every range of the pass, each of so many bytes. */
    private static RangeAnswer answer(int slots, int bytesOfAChunk) {
        Map<Integer, byte[]> results = IntStream.range(0, order(new byte[0]).ranges().size()).boxed()
                .collect(Collectors.toMap(number -> number, _ -> new byte[STEP * bytesOfAChunk]));
        return new RangeAnswer("", results, PartIndexes.of(slots < 0 ? 0 : CHUNKS, Math.max(0, slots)));
    }

    private static int pass(byte[] pass, RangeAnswer answer) {
        int pulls = order(pass).ranges().size() * BYTES_OF_A_PULL;
        return MEMBERS * CORES * order(pass).encode().length + answer.encode().length + pulls;
    }

    @Test
    void aRoundWithFedAdamIsUnderAMegabyteIfOthersDoAllOfIt() {
        int bytes = pass(new byte[5 + 4 * ROWS], answer(2, 3 * Sha256.BYTES));
        assertTrue(bytes < MOST, () -> bytes + " bytes");
    }

    @Test
    void aRoundWithARuleThatComparesUpdatesIsUnderAMegabyteIfOthersDoAllOfIt() {
        int products = pass(new byte[0], answer(-1, ROWS * (ROWS + 1) / 2 * Double.BYTES));
        int written = pass(new byte[17 + 16 * ROWS], answer(0, Sha256.BYTES));
        assertTrue(products + written < MOST, () -> products + " and " + written + " bytes");
    }

    @Test
    void ordersAndAnswersAreReadAsTheyWereWritten() {
        RangeOrder order = RangeOrder.decode(order(new byte[] {1, 2}).encode());
        assertEquals(List.of("left-out"), order.job().excluded());
        assertEquals(7, order.job().epoch());
        assertArrayEquals(new byte[] {1, 2}, order.pass());
        RangeAnswer answer = answer(2, 3);
        RangeAnswer read = RangeAnswer.decode(answer.encode());
        assertEquals(answer.part(), read.part());
        assertEquals(answer.results().keySet(), read.results().keySet());
        assertEquals("it broke", RangeAnswer.decode(RangeAnswer.failed("it broke").encode()).failure());
    }

    @Test
    void whatIsCutOrOfAnotherBuildIsRefused() {
        byte[] order = order(new byte[2]).encode();
        byte[] answer = answer(1, 3).encode();
        for (int length : List.of(0, 3, 10, 60)) {
            assertThrows(IllegalArgumentException.class, () -> RangeOrder.decode(Arrays.copyOf(order, length)));
            assertThrows(IllegalArgumentException.class, () -> RangeAnswer.decode(Arrays.copyOf(answer, length)));
        }
        order[3] = 2;
        answer[3] = 2;
        assertThrows(IllegalArgumentException.class, () -> RangeOrder.decode(order));
        assertThrows(IllegalArgumentException.class, () -> RangeAnswer.decode(answer));
    }
}
