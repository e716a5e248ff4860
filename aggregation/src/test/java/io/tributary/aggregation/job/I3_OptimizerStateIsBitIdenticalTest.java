package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAdam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rounds of FedAdam: ranges in any order, done twice, on any number of threads, and taken up again from what was stored. */
@Tag("seeded")
class I3_OptimizerStateIsBitIdenticalTest {
    private static final long SEED = Long.getLong("test.seed", 1);
    private static final int TRAINABLE = 3 * Chunking.CHUNK_VALUES + 100;
    private static final ParameterLayout LAYOUT = Jobs.layout(TRAINABLE, Chunking.CHUNK_VALUES);
    private static final int ROUNDS = 4;

    private record Snapshot(float[] model, float[][] slots) {}

    private record Slots(MemoryModel[] of) implements OptimizerState {
        @Override
        public void read(int slot, int chunk, float[] into) {
            of[slot].read(chunk, into);
        }

        @Override
        public Sha256 write(int slot, int chunk, float[] values, int length) {
            return of[slot].write(chunk, values, length);
        }
    }

    private interface Runner {
        void run(RangeJob job) throws Exception;
    }

    private static ServerOptimizer adam() {
        return ServerOptimizers.of(new FedAdam(0.01, 0.9, 0.99, 1e-3, Schedule.CONSTANT), 1);
    }

    private static Snapshot start() {
        float[][] slots = new float[2][TRAINABLE];
        Arrays.fill(slots[1], adam().initial(1));
        return new Snapshot(vector(new Random(SEED), LAYOUT.size()), slots);
    }

    private static float[] vector(Random random, int size) {
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    private static Snapshot round(int round, Snapshot before, Runner runner) throws Exception {
        return round(round, before, adam(), runner);
    }

    private static Snapshot round(int round, Snapshot before, ServerOptimizer optimizer, Runner runner)
            throws Exception {
        Random random = new Random(31 * SEED + round);
        MemoryUpdates updates = new MemoryUpdates(
                new float[][] {vector(random, LAYOUT.size()), vector(random, LAYOUT.size())}, new int[] {2, 5});
        MemoryModel model = new MemoryModel(before.model());
        MemoryModel[] slots = Arrays.stream(before.slots()).map(MemoryModel::new).toArray(MemoryModel[]::new);
        runner.run(new RangeJob(LAYOUT, Jobs.SPEC, Jobs.strategy(optimizer), updates, model, new Slots(slots), model));
        return new Snapshot(model.next(), Arrays.stream(slots).map(MemoryModel::next).toArray(float[][]::new));
    }

    private static void twiceInRandomOrder(RangeJob job) throws Exception {
        List<ChunkRange> ranges = new ArrayList<>(job.all().split(2));
        ranges.addAll(job.all().split(1));
        Collections.shuffle(ranges, new Random(SEED));
        for (ChunkRange range : ranges) {
            job.run(range);
        }
    }

    private static Runner threads(int threads) {
        return job -> {
            try (RangeExecutor executor = new ThreadRangeExecutor(threads)) {
                job.run(executor);
            }
        };
    }

    private static void assertSame(Snapshot expected, Snapshot found) {
        assertArrayEquals(expected.model(), found.model(), "seed " + SEED);
        assertArrayEquals(expected.slots(), found.slots(), "seed " + SEED);
    }

    @Test
    void modelAndStateAreTheSameForAnyThreadsAndForRangesDoneTwiceInAnyOrder() throws Exception {
        List<Runner> runners = List.of(threads(1), threads(3), I3_OptimizerStateIsBitIdenticalTest::twiceInRandomOrder);
        List<Snapshot> ends = new ArrayList<>();
        for (Runner runner : runners) {
            Snapshot now = start();
            for (int round = 1; round <= ROUNDS; round++) {
                now = round(round, now, runner);
            }
            ends.add(now);
        }
        IntStream.range(1, ends.size()).forEach(i -> assertSame(ends.get(0), ends.get(i)));
    }

    /** What the rule makes of a round's updates: what it adds to a model of zeros. */
    private static float[] delta(int round) throws Exception {
        return round(round, new Snapshot(new float[LAYOUT.size()], new float[0][]), new FedAvg(), threads(1)).model();
    }

    @Test
    void everyRoundIsAStepFromTheModelAndTheSlotsOfTheRoundBefore() throws Exception {
        Snapshot now = start();
        for (int round = 1; round <= 2; round++) {
            float[] delta = delta(round);
            float[] model = now.model().clone();
            float[][] slots = Arrays.stream(now.slots()).map(float[]::clone).toArray(float[][]::new);
            adam().step(model, delta, slots, TRAINABLE);
            for (int i = TRAINABLE; i < model.length; i++) {
                model[i] += delta[i];
            }
            now = round(round, now, threads(2));
            assertSame(new Snapshot(model, slots), now);
        }
    }
}
