package io.tributary.aggregation.range;

import io.tributary.aggregation.range.ScriptedWorker.Deed;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Scripted workers, what they did, and a clock that moves when none of them has anything to say. */
final class WorkerStage {
    static final Duration LEASE = Duration.ofSeconds(10);
    static final int SIZE = 17 * Chunking.CHUNK_VALUES + 99;
    static final ChunkRange FIVE_RANGES = new ChunkRange(0, 18);
    static final float[] MODEL = vector(1);
    static final float[][] UPDATES = {vector(2), vector(3)};
    private static final int MOST_WAITS = 1000;

    private final RangePasses passes = new RangePasses();
    private final List<String> diary = new ArrayList<>();
    private final List<ScriptedWorker> workers = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private boolean silent;
    private int waits;

    private static float[] vector(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    void worker(String name, Deed... script) {
        workers.add(new ScriptedWorker(name, passes, diary, workers, script));
    }

    /** When nobody has anything to say time passes, and after that who is late speaks up. */
    WorkerRangeExecutor executor() {
        return new WorkerRangeExecutor("job", passes, List.copyOf(workers), LEASE, () -> now, (answers, until) -> {
            if (++waits > MOST_WAITS) {
                throw new AssertionError("the pass does not end");
            }
            if (answers.isEmpty() && silent) {
                workers.forEach(ScriptedWorker::sayWhatIsLate);
            }
            silent = answers.isEmpty();
            now = silent ? until : now;
            return answers.poll();
        });
    }

    /** What a worker makes of a range, where it matters to nobody. */
    static String slow(ChunkRange range) {
        return "chunks from " + range.from();
    }

    RangePasses passes() {
        return passes;
    }

    /** Who did what with the range from which chunk, in order. */
    List<String> diary() {
        return List.copyOf(diary);
    }

    Instant now() {
        return now;
    }

    /** Sends everybody home. */
    void clear() {
        workers.clear();
    }
}
