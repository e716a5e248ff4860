package io.tributary.client.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.client.fake.World;
import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A chunk of a download")
class DownloadAllocationTest {
    private static final int CHUNKS = 20;
    private static final int VALUES = CHUNKS * Chunking.CHUNK_VALUES;
    /** Of a chunk of 262 kB: hashes and views, and no array that holds a chunk. */
    private static final long MOST_ALLOCATED = 16_000;

    @TempDir
    private Path directory;
    private final World world = new World(new ParameterLayout(
            List.of(new Parameter("values", Parameter.Role.TRAINABLE, List.of(VALUES)))));
    private final PinnedKeys keys = new PinnedKeys(world.owner.publicKey(), world.registrar.publicKey());
    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<float[]> versions = List.of(vector(0), vector(1), vector(2));
    private ModelStore models;

    @BeforeEach
    void open() throws IOException {
        versions.forEach(world::publish);
        models = ModelStore.open(directory, keys, ServedBy.NOBODY, refused -> {
            throw new AssertionError(refused);
        });
    }

    private static float[] vector(int version) {
        float[] vector = new float[VALUES];
        SplittableRandom random = new SplittableRandom(version);
        for (int i = 0; i < VALUES; i++) {
            vector[i] = (float) random.nextDouble();
        }
        return vector;
    }

    private Download begin(int version) throws RejectedException, IOException {
        Verified<RunPlan> plan = keys.plan(world.signedPlan());
        return models.begin(HeldModel.of(plan, keys.manifest(world.manifest(version))));
    }

    /** Takes a version in from arrays that were there before. @return bytes allocated for each of its chunks */
    private long take(int version) throws RejectedException, IOException {
        try (Download download = begin(version)) {
            long before = memory.getCurrentThreadAllocatedBytes();
            List<byte[]> arrived = new ArrayList<>();
            List<WantedChunk> lacking = download.lacking();
            lacking.forEach(wanted -> arrived.add(world.chunk(wanted.sha256())));
            for (WantedChunk wanted : lacking) {
                download.accept(wanted, arrived.get(wanted.index()));
            }
            long each = (memory.getCurrentThreadAllocatedBytes() - before) / CHUNKS;
            assertArrayEquals(versions.get(version), download.finish());
            return each;
        }
    }

    @Test
    void isInNoArrayThatIsMadeForIt() throws Exception {
        take(0);
        take(1);
        long each = take(2);
        assertTrue(each < MOST_ALLOCATED, () -> each + " bytes are allocated for each chunk");
    }

    @Test
    void isReadBackThroughOneArray() throws Exception {
        take(0);
        begin(1).close();
        take(1);
        try (Download download = begin(1)) {
            long before = memory.getCurrentThreadAllocatedBytes();
            assertTrue(download.lacking().isEmpty());
            long all = memory.getCurrentThreadAllocatedBytes() - before;
            long most = CHUNKS * MOST_ALLOCATED + Chunking.CHUNK_VALUES * 2 * Float.BYTES;
            assertTrue(all < most, () -> all + " bytes are allocated for all chunks");
            assertArrayEquals(versions.get(1), download.finish());
        }
    }
}
