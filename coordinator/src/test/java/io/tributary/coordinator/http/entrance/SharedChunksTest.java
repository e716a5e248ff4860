package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.ObjectReader;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I4 Chunks that many download are in memory once")
class SharedChunksTest {
    private static final int BYTES = 1_000;
    private long nanos;
    private final SharedChunks chunks = new SharedChunks(10 * BYTES, () -> nanos);
    private int read;
    private int closed;

    private final class Ones implements ObjectReader {
        @Override
        public long size() {
            return BYTES;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            read++;
            while (into.hasRemaining()) {
                into.put((byte) 1);
            }
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private Buffer ask(String hash) {
        return chunks.of("model", hash, new Ones());
    }

    @Test
    void theSecondWhoAsksIsGivenTheSameBytesAndNothingIsRead() {
        Buffer first = ask("a");
        assertEquals(BYTES, first.length());
        assertEquals(1, first.getByte(BYTES - 1));
        assertSame(first, ask("a"));
        assertEquals(1, read);
        assertEquals(2, closed);
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        for (int chunk = 0; chunk < 100; chunk++) {
            ask("c" + chunk);
        }
        assertTrue(chunks.bytes() <= 10 * BYTES, () -> chunks.bytes() + " bytes are kept");
        assertEquals(100, closed);
    }

    @Test
    void whatNobodyAsksForIsForgotten() {
        ask("old");
        nanos += SharedChunks.KEPT.toNanos() - 1;
        ask("new");
        nanos += 1;
        assertEquals(BYTES, chunks.bytes());
        ask("old");
        assertEquals(3, read);
    }
}
