package io.tributary.loadtest.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.parameters.Chunking;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A sealed chunk that is read to be summed")
class SealedReadAllocationTest {
    private static final int CHUNKS = 8;
    private static final int VALUES = CHUNKS * Chunking.CHUNK_VALUES;
    /** Of a chunk of 262 kB: a cipher and views, and no array that holds a chunk. */
    private static final long MOST_ALLOCATED = 16_000;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("is opened and decoded through arrays that serve again")
    void allocatesNoArrayOfItsSize(@TempDir Path directory) throws Exception {
        HeldUpdates updates = new HeldUpdates(2, VALUES, 1);
        SealedStore store = new SealedStore(directory, BenchedRule.MEAN.plan(2, VALUES));
        store.fill(updates);
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            UpdateSource source = store.source(executor);
            float[] chunk = new float[Chunking.CHUNK_VALUES];
            read(source, chunk);
            long before = memory.getCurrentThreadAllocatedBytes();
            read(source, chunk);
            long each = (memory.getCurrentThreadAllocatedBytes() - before) / (2 * CHUNKS);

            assertArrayEquals(Arrays.copyOfRange(updates.values(1), VALUES - chunk.length, VALUES), chunk);
            assertTrue(each <= MOST_ALLOCATED, () -> "allocated for each chunk: " + each + " bytes");
        }
    }

    private static void read(UpdateSource source, float[] chunk) throws Exception {
        for (int update = 0; update < source.count(); update++) {
            for (int i = 0; i < CHUNKS; i++) {
                source.read(update, i, chunk);
            }
        }
    }
}
