package io.tributary.aggregation.range;

import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.ANSWER_LATE_AND_WRONG;
import static io.tributary.aggregation.range.ScriptedWorker.Deed.CHANGE_ITS_MIND;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.FedAvgM;
import io.tributary.aggregation.range.ScriptedWorker.Deed;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.RuleSpec;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A range has one content: whoever finds another ends the pass. */
class ConflictingWorkersTest {
    private final WorkerStage stage = new WorkerStage();

    @Test
    void twoAnswersThatDifferEndThePassNamingBothWorkers() {
        stage.worker("a", ANSWER_LATE_AND_WRONG);
        stage.worker("b");
        String message = assertThrows(ConflictingRangesException.class,
                () -> stage.executor().run(new ChunkRange(0, 3), WorkerStage::slow)).getMessage();
        assertTrue(message.contains("chunks [0, 3): worker ") && message.contains("'a'") && message.contains("'b'"),
                message);
    }

    @Test
    void aWorkerThatChangesItsMindEndsThePass() {
        stage.worker("a", CHANGE_ITS_MIND);
        assertThrows(ConflictingRangesException.class,
                () -> stage.executor().run(new ChunkRange(0, 3), WorkerStage::slow));
    }

    private String conflict(Strategy strategy, FaultyModel model, FaultyModel state) throws Exception {
        stage.clear();
        stage.worker("a", Collections.nCopies(9, ANSWER_LATE).toArray(Deed[]::new));
        stage.worker("b");
        RangeJob job = new RangeJob(Jobs.layout(WorkerStage.SIZE), Jobs.SPEC, strategy,
                new MemoryUpdates(WorkerStage.UPDATES, new int[] {2, 3}), model, state, model);
        return assertThrows(ConflictingRangesException.class, () -> job.run(stage.executor())).getMessage();
    }

    private static void assertNamesBoth(String message) {
        assertTrue(message.startsWith("chunks [0, 4): worker ") && message.contains("'a'") && message.contains("'b'"),
                message);
    }

    @Test
    void aWorkerThatWritesAnotherModelOrStateThanTheOneBeforeItEndsThePass() throws Exception {
        Strategy momentum = Jobs.strategy(new FedAvgM(1, 0.5));
        assertNamesBoth(
                conflict(momentum, new FaultyModel(WorkerStage.MODEL, 2), new FaultyModel(WorkerStage.MODEL, -1)));
        assertNamesBoth(
                conflict(momentum, new FaultyModel(WorkerStage.MODEL, -1), new FaultyModel(WorkerStage.MODEL, 3)));
        Strategy remembering = new Strategy(Rules.of(new RuleSpec.CenteredClipping(1.0, 1)), new FedAvg());
        assertNamesBoth(
                conflict(remembering, new FaultyModel(WorkerStage.MODEL, -1), new FaultyModel(WorkerStage.MODEL, 1)));
    }
}
