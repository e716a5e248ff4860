package io.tributary.aggregation.range;

import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE_AND_WRONG;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_TWICE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.CHANGE_ITS_MIND;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.DIE_BEFORE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.FAIL_LATE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.HANG;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.WORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.FedAvgM;
import io.tributary.aggregation.range.ScriptedWorker.Deed;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RuleSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers that die, hang, are late, say things twice or are wrong: the model is that of one who does it all alone. */
class WorkerRangeExecutorTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int SIZE = 17 * Chunking.CHUNK_VALUES + 99;
    private static final ParameterLayout LAYOUT = Jobs.layout(SIZE - 70_000, 70_000);
    private static final int MOST_WAITS = 1000;
    private static final ChunkRange FIVE_RANGES = new ChunkRange(0, 18);
    private static final float[] MODEL = vector(1);
    private static final float[][] UPDATES = {vector(2), vector(3)};

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

    private void worker(String name, Deed... script) {
        workers.add(new ScriptedWorker(name, passes, diary, workers, script));
    }

    /** When nobody has anything to say time passes, and after that who is late speaks up. */
    private WorkerRangeExecutor executor() {
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

    private interface Rounds {
        void run(RangeJob job) throws Exception;
    }

    private static Sha256 model(Rounds rounds) throws Exception {
        MemoryModel target = new MemoryModel(MODEL);
        rounds.run(Jobs.fedAvg(new MemoryUpdates(UPDATES, new int[] {2, 3}), target, LAYOUT));
        ByteBuffer bytes = ByteBuffer.allocate(SIZE * Float.BYTES);
        bytes.asFloatBuffer().put(target.next());
        return Sha256.of(bytes.array());
    }

    private static Sha256 undisturbed() throws Exception {
        return model(job -> job.run(job.all()));
    }

    private static String slow(ChunkRange range) {
        return "chunks from " + range.from();
    }

    @ParameterizedTest
    @EnumSource(value = Deed.class, names = {"CHANGE_ITS_MIND", "ANSWER_LATE_AND_WRONG"},
            mode = EnumSource.Mode.EXCLUDE)
    void aWorkerWithAFaultMakesNoDifferenceToTheModel(Deed fault) throws Exception {
        worker("a", fault, fault, fault);
        worker("b");
        assertEquals(undisturbed(), model(job -> job.run(executor())), diary::toString);
        assertTrue(diary.get(0).startsWith("a " + fault), diary::toString);
    }

    static LongStream seeds() {
        return new Random(Long.getLong("test.seed", 1)).longs(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void workersThatFailAtRandomMakeNoDifferenceToTheModel(long seed) throws Exception {
        Random random = new Random(seed);
        List<Deed> deeds = Arrays.stream(Deed.values())
                .filter(deed -> deed != CHANGE_ITS_MIND && deed != ANSWER_LATE_AND_WRONG && deed != FAIL_LATE).toList();
        for (String name : List.of("a", "b", "c")) {
            worker(name, IntStream.range(0, random.nextInt(4)).mapToObj(_ -> deeds.get(random.nextInt(deeds.size())))
                    .toArray(Deed[]::new));
        }
        worker("d", random.nextBoolean() ? WORK : ANSWER_LATE);
        assertEquals(undisturbed(), model(job -> job.run(executor())), diary::toString);
    }

    @Test
    void afterAPassNobodyCanWorkAtIt() throws Exception {
        worker("a");
        executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow);
        RangeOrder order = new RangeOrder("job", 1, new ChunkRange(0, 4));
        assertEquals("pass 1 of job job is over",
                assertThrows(IllegalStateException.class, () -> passes.run("a", order)).getMessage());
    }

    @Test
    void resultsComeInTheOrderOfTheirRanges() throws Exception {
        worker("a", ANSWER_LATE, DIE_BEFORE);
        worker("b");
        assertEquals(List.of("chunks from 0", "chunks from 4", "chunks from 8", "chunks from 12", "chunks from 16"),
                executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow));
    }

    @Test
    void whoHangsLosesItsRangeWhenItsLeaseEndsAndGetsNoOther() throws Exception {
        worker("a", HANG);
        worker("b");
        executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow);
        assertEquals(1, diary.stream().filter(deed -> deed.startsWith("a ")).count(), diary::toString);
        assertTrue(diary.contains("b WORK 0"), diary::toString);
        assertEquals(Instant.EPOCH.plus(LEASE), now);
    }

    @Test
    void whoAnswersLateIsGivenMore() throws Exception {
        worker("a", ANSWER_LATE);
        worker("b", ANSWER_LATE, ANSWER_LATE, ANSWER_LATE);
        executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow);
        assertTrue(diary.stream().filter(deed -> deed.startsWith("a ")).count() > 1, diary::toString);
    }

    @Test
    void whoAnswersTwiceIsNotTakenForIdleWhileItHasAnother() throws Exception {
        worker("a", ANSWER_TWICE, ANSWER_TWICE, ANSWER_LATE);
        assertEquals(5, executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow).size());
    }

    @Test
    void twoAnswersThatDifferEndThePassNamingBothWorkers() {
        worker("a", ANSWER_LATE_AND_WRONG);
        worker("b");
        String message = assertThrows(ConflictingRangesException.class,
                () -> executor().run(new ChunkRange(0, 3), WorkerRangeExecutorTest::slow)).getMessage();
        assertTrue(message.contains("chunks [0, 3): worker ") && message.contains("'a'") && message.contains("'b'"),
                message);
    }

    private String conflict(Strategy strategy, FaultyModel model, FaultyModel state) throws Exception {
        workers.clear();
        worker("a", Collections.nCopies(9, ANSWER_LATE).toArray(Deed[]::new));
        worker("b");
        RangeJob job = new RangeJob(Jobs.layout(SIZE), Jobs.SPEC, strategy,
                new MemoryUpdates(UPDATES, new int[] {2, 3}), model, state, model);
        return assertThrows(ConflictingRangesException.class, () -> job.run(executor())).getMessage();
    }

    private static void assertNamesBoth(String message) {
        assertTrue(message.startsWith("chunks [0, 4): worker ") && message.contains("'a'") && message.contains("'b'"),
                message);
    }

    @Test
    void aWorkerThatWritesAnotherModelOrStateThanTheOneBeforeItEndsThePass() throws Exception {
        Strategy momentum = Jobs.strategy(new FedAvgM(1, 0.5));
        assertNamesBoth(conflict(momentum, new FaultyModel(MODEL, 2), new FaultyModel(MODEL, -1)));
        assertNamesBoth(conflict(momentum, new FaultyModel(MODEL, -1), new FaultyModel(MODEL, 3)));
        Strategy remembering = new Strategy(Rules.of(new RuleSpec.CenteredClipping(1.0, 1)), new FedAvg());
        assertNamesBoth(conflict(remembering, new FaultyModel(MODEL, -1), new FaultyModel(MODEL, 1)));
    }

    @Test
    void aWorkerThatChangesItsMindEndsThePass() {
        worker("a", CHANGE_ITS_MIND);
        assertThrows(ConflictingRangesException.class,
                () -> executor().run(new ChunkRange(0, 3), WorkerRangeExecutorTest::slow));
    }

    @Test
    void whenNobodyIsLeftThePassSaysWho() {
        worker("a", HANG);
        worker("b", DIE_BEFORE);
        String message = assertThrows(WorkersLostException.class,
                () -> executor().run(FIVE_RANGES, WorkerRangeExecutorTest::slow)).getMessage();
        assertTrue(message.endsWith("[a, b]"), message);
    }

    @Test
    void aRefusedUpdateEndsThePassForEveryone() throws Exception {
        worker("a", HANG);
        worker("b");
        float[][] bad = {UPDATES[0], UPDATES[1].clone()};
        bad[1][9 * Chunking.CHUNK_VALUES] = Float.NaN;
        MemoryModel target = new MemoryModel(MODEL);
        RangeJob job = Jobs.fedAvg(new MemoryUpdates(bad, new int[] {1, 1}), target, LAYOUT);
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class, () -> job.run(executor()));
        assertEquals("device-1", refused.device());
        assertEquals(9, refused.chunk().orElseThrow());
        assertEquals(Instant.EPOCH.plus(LEASE), now, "who hangs may be at work until its lease ends");
    }

    @Test
    void threadsAreWorkersAndOneThatIsClosedIsLost() throws Exception {
        ThreadRangeWorker closed = new ThreadRangeWorker("closed", passes);
        closed.close();
        try (WorkerRangeExecutor executor = new WorkerRangeExecutor("job", passes,
                List.of(closed, new ThreadRangeWorker("open", passes), new ThreadRangeWorker("other", passes)), LEASE,
                Instant::now)) {
            assertEquals(undisturbed(), model(job -> job.run(executor)));
        }
    }

    @Test
    void contentsAreNamedByWhatIsInThem() {
        assertEquals(ContentName.of(List.of(new double[] {1, 2}, "a")),
                ContentName.of(List.of(new double[] {1, 2}, "a")));
        List<Object> all = List.of(List.of(new double[] {1, 2}), List.of(new double[] {1}, new double[] {2}),
                new double[] {1, 2}, new double[] {0.0}, new double[] {-0.0}, "ab", List.of("a", "b"), 1,
                new ChunkRange(0, 1), Sha256.ZERO, List.of());
        assertEquals(all.size(), all.stream().map(ContentName::of).distinct().count());
        assertThrows(IllegalArgumentException.class, () -> ContentName.of(new Object()));
    }
}
