package io.tributary.aggregation.range;

import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE_AND_WRONG;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_TWICE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.CHANGE_ITS_MIND;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.DIE_BEFORE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.FAIL_LATE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.HANG;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.WORK;
import static io.tributary.aggregation.range.WorkerStage.FIVE_RANGES;
import static io.tributary.aggregation.range.WorkerStage.MODEL;
import static io.tributary.aggregation.range.WorkerStage.SIZE;
import static io.tributary.aggregation.range.WorkerStage.UPDATES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.range.ScriptedWorker.Deed;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers that die, hang, are late, say things twice or are wrong: the model is that of one who does it all alone. */
@Tag("seeded")
class WorkerRangeExecutorTest {
    private static final ParameterLayout LAYOUT = Jobs.layout(SIZE - 70_000, 70_000);

    private final WorkerStage stage = new WorkerStage();

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

    @ParameterizedTest
    @EnumSource(value = Deed.class, names = {"CHANGE_ITS_MIND", "ANSWER_LATE_AND_WRONG"},
            mode = EnumSource.Mode.EXCLUDE)
    void aWorkerWithAFaultMakesNoDifferenceToTheModel(Deed fault) throws Exception {
        stage.worker("a", fault, fault, fault);
        stage.worker("b");
        assertEquals(undisturbed(), model(job -> job.run(stage.executor())), stage.diary()::toString);
        assertTrue(stage.diary().get(0).startsWith("a " + fault), stage.diary()::toString);
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
            stage.worker(name,
                    IntStream.range(0, random.nextInt(4)).mapToObj(_ -> deeds.get(random.nextInt(deeds.size())))
                            .toArray(Deed[]::new));
        }
        stage.worker("d", random.nextBoolean() ? WORK : ANSWER_LATE);
        assertEquals(undisturbed(), model(job -> job.run(stage.executor())), stage.diary()::toString);
    }

    @Test
    void afterAPassNobodyCanWorkAtIt() throws Exception {
        stage.worker("a");
        stage.executor().run(FIVE_RANGES, WorkerStage::slow);
        RangeOrder order = new RangeOrder("job", 1, new ChunkRange(0, 4));
        assertEquals("pass 1 of job job is over",
                assertThrows(IllegalStateException.class, () -> stage.passes().run("a", order)).getMessage());
    }

    @Test
    void resultsComeInTheOrderOfTheirRanges() throws Exception {
        stage.worker("a", ANSWER_LATE, DIE_BEFORE);
        stage.worker("b");
        assertEquals(List.of("chunks from 0", "chunks from 4", "chunks from 8", "chunks from 12", "chunks from 16"),
                stage.executor().run(FIVE_RANGES, WorkerStage::slow));
    }

    @Test
    void whoHangsLosesItsRangeWhenItsLeaseEndsAndGetsNoOther() throws Exception {
        stage.worker("a", HANG);
        stage.worker("b");
        stage.executor().run(FIVE_RANGES, WorkerStage::slow);
        assertEquals(1, stage.diary().stream().filter(deed -> deed.startsWith("a ")).count(), stage.diary()::toString);
        assertTrue(stage.diary().contains("b WORK 0"), stage.diary()::toString);
        assertEquals(Instant.EPOCH.plus(WorkerStage.LEASE), stage.now());
    }

    @Test
    void whoAnswersLateIsGivenMore() throws Exception {
        stage.worker("a", ANSWER_LATE);
        stage.worker("b", ANSWER_LATE, ANSWER_LATE, ANSWER_LATE);
        stage.executor().run(FIVE_RANGES, WorkerStage::slow);
        assertTrue(stage.diary().stream().filter(deed -> deed.startsWith("a ")).count() > 1, stage.diary()::toString);
    }

    @Test
    void whoAnswersTwiceIsNotTakenForIdleWhileItHasAnother() throws Exception {
        stage.worker("a", ANSWER_TWICE, ANSWER_TWICE, ANSWER_LATE);
        assertEquals(5, stage.executor().run(FIVE_RANGES, WorkerStage::slow).size());
    }

    @Test
    void whenNobodyIsLeftThePassSaysWho() {
        stage.worker("a", HANG);
        stage.worker("b", DIE_BEFORE);
        String message = assertThrows(WorkersLostException.class,
                () -> stage.executor().run(FIVE_RANGES, WorkerStage::slow)).getMessage();
        assertTrue(message.endsWith("[a, b]"), message);
    }

    @Test
    void aRefusedUpdateEndsThePassForEveryone() throws Exception {
        stage.worker("a", HANG);
        stage.worker("b");
        float[][] bad = {UPDATES[0], UPDATES[1].clone()};
        bad[1][9 * Chunking.CHUNK_VALUES] = Float.NaN;
        MemoryModel target = new MemoryModel(MODEL);
        RangeJob job = Jobs.fedAvg(new MemoryUpdates(bad, new int[] {1, 1}), target, LAYOUT);
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class, () -> job.run(stage.executor()));
        assertEquals("device-1", refused.device());
        assertEquals(9, refused.chunk().orElseThrow());
        assertEquals(Instant.EPOCH.plus(WorkerStage.LEASE), stage.now(),
                "who hangs may be at work until its lease ends");
    }

    @Test
    void threadsAreWorkersAndOneThatIsClosedIsLost() throws Exception {
        ThreadRangeWorker closed = new ThreadRangeWorker("closed", stage.passes());
        closed.close();
        try (WorkerRangeExecutor executor = new WorkerRangeExecutor("job", stage.passes(),
                List.of(closed, new ThreadRangeWorker("open", stage.passes()),
                        new ThreadRangeWorker("other", stage.passes())),
                WorkerStage.LEASE,
                Instant::now)) {
            assertEquals(undisturbed(), model(job -> job.run(executor)));
        }
    }
}
