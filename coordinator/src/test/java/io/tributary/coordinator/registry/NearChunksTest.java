package io.tributary.coordinator.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.cluster.MemberChunks;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two members over one bucket, each of which may be asked for a chunk. */
class NearChunksTest {
    private static final byte[] CHUNK = "a chunk".getBytes(StandardCharsets.US_ASCII);
    private static final String NAME = Sha256.of(CHUNK).hex();

    private final Map<String, byte[]> held = new HashMap<>();
    private final List<NearChunks.From> took = new ArrayList<>();
    private final NearChunks one = new NearChunks(new Shared(), took::add);
    private final NearChunks two = new NearChunks(new Shared(), took::add);
    private int opened;
    private int closed;

    private final class Shared implements MemberChunks {
        @Override
        public Optional<byte[]> find(String sha256) {
            return Optional.ofNullable(held.get(sha256));
        }

        @Override
        public void offer(String sha256, byte[] chunk) {
            held.put(sha256, chunk);
        }

        @Override
        public void drop(String sha256) {
            held.remove(sha256);
        }
    }

    private final class Stored implements ObjectReader {
        private final byte[] bytes;

        private Stored(byte[] bytes) {
            this.bytes = bytes;
            opened++;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            into.put(bytes, (int) position, into.remaining());
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private byte[] asked(NearChunks member, byte[] bucket) {
        return RegistryWorld.bytes(member.open(NAME, () -> true, () -> Optional.of(new Stored(bucket))).orElseThrow());
    }

    @Test
    void theBucketIsReadOnceForAllMembers() {
        assertArrayEquals(CHUNK, asked(one, CHUNK));
        assertArrayEquals(CHUNK, asked(two, CHUNK));
        assertArrayEquals(CHUNK, asked(one, CHUNK));
        assertEquals(1, opened);
        assertEquals(1, closed);
        assertEquals(List.of(NearChunks.From.STORAGE, NearChunks.From.MEMBERS, NearChunks.From.MEMBERS), took);
    }

    @Test
    void whoHasAChunkAndClosesItUnreadAsksNobody() {
        one.open(NAME, () -> true, () -> Optional.of(new Stored(CHUNK))).orElseThrow().close();
        assertEquals(0, opened);
        assertEquals(List.of(NearChunks.From.HERE), took);
    }

    @Test
    void bytesOfAnotherHashAreDroppedAndTheBucketIsRead() {
        held.put(NAME, new byte[] {1});
        assertArrayEquals(CHUNK, asked(two, CHUNK));
        assertEquals(List.of(NearChunks.From.WRONG, NearChunks.From.STORAGE), took);
        assertArrayEquals(CHUNK, held.get(NAME));
    }

    @Test
    void whatTheBucketHasDamagedIsNotHeldForOthers() {
        asked(one, new byte[] {2});
        assertFalse(held.containsKey(NAME));
    }

    @Test
    void whatNoVersionHasOrTheBucketHasNotIsMissing() {
        held.put(NAME, CHUNK);
        assertTrue(one.open(NAME, () -> false, () -> Optional.of(new Stored(CHUNK))).isEmpty(), "of no kept version");
        held.clear();
        ObjectReader gone = one.open(NAME, () -> true, Optional::empty).orElseThrow();
        assertThrows(StoreException.class, gone::size);
    }

    @Test
    void aMemberWithoutOthersIsGivenWhatIsStoredItself() {
        ObjectReader stored = new Stored(CHUNK);
        assertSame(stored, NearChunks.NONE.open(NAME, () -> false, () -> Optional.of(stored)).orElseThrow());
        assertEquals(0, closed);
    }
}
