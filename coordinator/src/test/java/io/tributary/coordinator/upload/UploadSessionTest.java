package io.tributary.coordinator.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Tally;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.Sealed;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealedSizes;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The bytes of an upload")
class UploadSessionTest {
    private static final int CHUNKS = 40;
    /** Of a chunk of 262 kB: what the disk, the cipher and Arrow make, a share of what opens the header, and no array that holds a chunk. */
    private static final long MOST_ALLOCATED = 48_000;
    private static final UploadId UPLOAD = new UploadId("01890a5d-ac96-774b-bcce-b302099a8057", 1, "d",
            "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55");

    @TempDir
    private Path directory;
    private final RunPlan plan =
            Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600), 1, CHUNKS * Chunking.CHUNK_VALUES);
    private final OpenRound round = new OpenRound(UPLOAD.run(), plan, "ab".repeat(32), 0, RoundKeyPair.generate(),
            new RoundState.Reporting(1, Tally.of(List.of("d")),
                    new SignedDocument(new byte[1], new byte[64], new byte[32]),
                    Long.MAX_VALUE, false));
    private final UploadBuffers buffers = new UploadBuffers();
    private FileObjectStore objects;
    private IncompleteUploads incomplete;
    private byte[] sealed;

    @BeforeEach
    void seal() {
        objects = new FileObjectStore(directory);
        incomplete = new IncompleteUploads(objects, UploadLimits.DEFAULT, InstantSource.system());
        float[] values = new float[CHUNKS * Chunking.CHUNK_VALUES];
        Arrays.fill(values, 0.25f);
        sealed = Sealed.update(round.key().publicKey(), round.context("d"), plan.layout().chunking(), values);
    }

    /** Gives pieces of this length, but for the last. */
    private record Body(ByteBuffer rest, int piece) implements UploadBody {
        @Override
        public int read(byte[] into, int from, int most) {
            int count = Math.min(Math.min(most, piece), rest.remaining());
            rest.get(into, from, count);
            return count;
        }

        @Override
        public void giveUp(String why) {
            throw new AssertionError(why);
        }
    }

    private CompletedUploads.Completed upload(int piece) throws Exception {
        long length = SealedSizes.of(plan).totalBytes();
        try (UploadSession session = new UploadSession(incomplete.begin(UPLOAD, length), round,
                objects.partial(UPLOAD.object()), buffers)) {
            session.settle();
            session.receive(new Body(ByteBuffer.wrap(sealed), piece), () -> {});
            return session.commit().upload();
        }
    }

    private void assertStored(CompletedUploads.Completed done) {
        assertEquals(Sha256.of(sealed).hex(), done.sha256());
        assertEquals(Sha256.of(Arrays.copyOf(sealed, SealedSizes.HEADER_BYTES)).hex(), done.header());
        try (ObjectReader stored = objects.read(UPLOAD.object())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) stored.size());
            stored.read(0, bytes);
            assertArrayEquals(sealed, bytes.array());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7_919, 65_536, Integer.MAX_VALUE})
    void areStoredAsTheyCameHoweverTheyAreCut(int piece) throws Exception {
        assertStored(upload(piece));
        assertEquals(ReceiveBuffers.AT_ONCE, buffers.received().free());
    }

    @Test
    void areStoredAsWellWhereOthersHaveAllTheRoom() throws Exception {
        List<ReceiveBuffers.Room> taken = Stream.generate(() -> buffers.received().take().orElseThrow())
                .limit(ReceiveBuffers.AT_ONCE).toList();
        assertTrue(buffers.received().take().isEmpty());
        assertStored(upload(65_536));
        taken.forEach(ReceiveBuffers.Room::close);
        assertEquals(ReceiveBuffers.AT_ONCE, buffers.received().free());
    }

    @Test
    void I4_areInNoArrayThatIsMadeForThem() throws Exception {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        upload(65_536);
        long before = memory.getCurrentThreadAllocatedBytes();
        upload(65_536);
        long each = (memory.getCurrentThreadAllocatedBytes() - before) / CHUNKS;
        assertTrue(each < MOST_ALLOCATED, () -> each + " bytes are allocated for each chunk");
    }
}
