package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A chunk that is aggregated")
class RangeAllocationTest {
    private static final int UPDATES = 10;
    private static final int CHUNKS = 20;
    /** Of ten updates of 262 kB each: views and an entry of a list, and no array that holds a chunk. */
    private static final long MOST_ALLOCATED = 4_000;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static RangeJob job() throws Exception {
        int values = CHUNKS * Chunking.CHUNK_VALUES;
        float[] update = new float[values];
        MemoryUpdates updates = new MemoryUpdates(
                IntStream.range(0, UPDATES).mapToObj(_ -> update).toArray(float[][]::new),
                IntStream.rangeClosed(1, UPDATES).toArray());
        return new RangeJob(Jobs.layout(values), Jobs.SPEC, Jobs.strategy(new FedAvg(1)), updates, (chunk, into) -> {},
                (chunk, next, length) -> Sha256.ZERO);
    }

    private long allocated(RangeJob job, int chunks) throws Exception {
        long before = memory.getCurrentThreadAllocatedBytes();
        job.run(new ChunkRange(0, chunks));
        return memory.getCurrentThreadAllocatedBytes() - before;
    }

    /** The buffers of a range are made once, so that they are in both and fall out of the difference. */
    @Test
    @DisplayName("is summed, moved and written through the buffers of its range: nothing else of its size is made")
    void allocatesNoArrayOfItsSize() throws Exception {
        RangeJob job = job();
        allocated(job, CHUNKS);
        long ofOne = allocated(job, 1);
        long ofAll = allocated(job, CHUNKS);

        long ofEach = (ofAll - ofOne) / (CHUNKS - 1);
        assertTrue(ofEach <= MOST_ALLOCATED, () -> "allocated for each further chunk: " + ofEach + " bytes");
    }
}
