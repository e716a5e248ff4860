package io.tributary.protocol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.SeededCases;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("seeded")
class ChunkingTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "65535, 1, 65535", "65536, 1, 65536", "65537, 2, 1", "23908682, 365, 53578",
        "2147483647, 32768, 65535"})
    void onlyTheLastChunkIsShorter(int values, int count, int last) {
        Chunking chunking = new Chunking(values);
        assertEquals(count, chunking.count());
        assertEquals(last, chunking.length(count - 1));
        assertEquals(new ChunkRange(0, count), chunking.all());
    }

    @Test
    void chunksCoverTheVectorWithoutGapOrOverlap() {
        SeededCases.check(200, random -> {
            Chunking chunking = new Chunking(random.nextInt(1, 10_000_000));
            int next = 0;
            for (int chunk = 0; chunk < chunking.count(); chunk++) {
                assertEquals(next, chunking.offset(chunk));
                next += chunking.length(chunk);
            }
            assertEquals(chunking.values(), next);
        });
    }

    @Test
    void thereIsNoChunkBeforeTheFirstOrAfterTheLast() {
        Chunking chunking = new Chunking(65537);
        assertThrows(IndexOutOfBoundsException.class, () -> chunking.offset(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> chunking.length(2));
    }

    @Test
    void anEmptyVectorIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Chunking(0));
    }

    @Test
    void aRangeSplitsIntoConsecutiveRangesInOrder() {
        assertEquals(List.of(new ChunkRange(2, 5), new ChunkRange(5, 8), new ChunkRange(8, 9)),
                new ChunkRange(2, 9).split(3));
        assertEquals(List.of(new ChunkRange(2, 9)), new ChunkRange(2, 9).split(7));
        assertEquals(7, new ChunkRange(2, 9).split(1).size());
        assertEquals(List.of(new ChunkRange(2, 9)), new ChunkRange(2, 9).split(Integer.MAX_VALUE));
    }

    @Test
    void theSplitOfAnyRangeCoversItExactly() {
        SeededCases.check(200, random -> {
            int from = random.nextInt(1000);
            ChunkRange range = new ChunkRange(from, from + random.nextInt(1, 1000));
            int chunks = random.nextInt(1, 100);
            int next = range.from();
            for (ChunkRange part : range.split(chunks)) {
                assertEquals(next, part.from());
                next = part.to();
                assertEquals(next == range.to() ? part.count() : chunks, part.count());
            }
            assertEquals(range.to(), next);
        });
    }

    @Test
    void anEmptyOrNegativeRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ChunkRange(3, 3));
        assertThrows(IllegalArgumentException.class, () -> new ChunkRange(-1, 3));
        assertThrows(IllegalArgumentException.class, () -> new ChunkRange(0, 3).split(0));
    }
}
