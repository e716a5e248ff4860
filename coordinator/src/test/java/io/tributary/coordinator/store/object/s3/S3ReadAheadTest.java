package io.tributary.coordinator.store.object.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.Race;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ReadAheadTest {
    private static final int CHUNK = (1 << 18) + 16;
    private static final int CHUNKS = 32;

    @TempDir
    private Path directory;
    private final byte[] update = new byte[64 + CHUNKS * CHUNK];
    private final ReadAhead ahead = new ReadAhead();
    private FaultyService service;
    private S3Bucket bucket;
    private S3ObjectReader reader;

    @BeforeEach
    void open() throws IOException {
        new Random(1).nextBytes(update);
        service = new FaultyService(S3Server.endpoint());
        S3Settings settings = S3Server.settings(service.endpoint(), S3Server.bucket());
        try (S3ObjectStore store = new S3ObjectStore(settings, new MemoryStores(InstantSource.system()).parts(),
                directory, InstantSource.system()); ObjectWriter writer = store.write("update")) {
            writer.append(ByteBuffer.wrap(update));
            writer.commit();
        }
        bucket = new S3Bucket(settings);
        String key = S3Keys.of(settings).object("update");
        reader = new S3ObjectReader(bucket, key, bucket.head(key).orElseThrow(), ahead);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        bucket.close();
        service.close();
    }

    private void assertReads(ObjectReader from, int position, int length) {
        ByteBuffer into = ByteBuffer.allocateDirect(length + 2).position(1).limit(length + 1);
        from.read(position, into);
        byte[] read = new byte[length];
        into.position(1).get(read);
        assertArrayEquals(Arrays.copyOfRange(update, position, position + length), read);
    }

    @Test
    void whoReadsOneChunkAfterAnotherAsksSeldom() {
        long before = service.seen("^GET");
        assertReads(reader, 0, 64);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            assertReads(reader, 64 + chunk * CHUNK, CHUNK);
        }
        assertEquals(1 + (CHUNKS + 2) / 3, service.seen("^GET") - before);
        assertEquals(ReadAhead.PIECES - 2, ahead.free());
        reader.close();
        assertEquals(ReadAhead.PIECES, ahead.free());
    }

    @Test
    void whoReadsHereAndThereIsGivenWhatItAskedFor() {
        Random random = new Random(2);
        for (int time = 0; time < 100; time++) {
            int from = random.nextInt(update.length);
            assertReads(reader, from, random.nextInt(Math.min(CHUNK, update.length - from)));
        }
    }

    @Test
    void manyThreadsReadTheChunksOfOneObject() throws InterruptedException {
        long before = service.seen("^GET");
        AtomicInteger next = new AtomicInteger();
        Race.of(4, _ -> {
            for (int chunk = next.getAndIncrement(); chunk < CHUNKS; chunk = next.getAndIncrement()) {
                assertReads(reader, 64 + chunk * CHUNK, CHUNK);
            }
            return 0;
        });
        long asked = service.seen("^GET") - before;
        assertTrue(asked <= CHUNKS, () -> asked + " requests for " + CHUNKS + " chunks");
    }

    @Test
    void whereThereIsNoRoomEachReadAsks() {
        while (ahead.take()) {
            assertTrue(ahead.free() >= 0);
        }
        for (int chunk = 0; chunk < 4; chunk++) {
            assertReads(reader, chunk * CHUNK, CHUNK);
        }
        assertEquals(0, ahead.free());
    }

    @Test
    void aPieceThatFailsIsAskedForAgain() {
        assertReads(reader, 0, 64);
        service.next("^GET", Integer.MAX_VALUE, FaultyService.error(503, "SlowDown"));
        assertThrows(StoreException.class, () -> assertReads(reader, 64, CHUNK));
        service.heal();
        assertReads(reader, 64, CHUNK);
        assertReads(reader, 64 + CHUNK, CHUNK);
    }
}
