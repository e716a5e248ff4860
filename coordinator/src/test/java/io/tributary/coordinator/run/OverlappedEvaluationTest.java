package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.learning.Evaluation;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The measurement of a version")
@Timeout(120)
class OverlappedEvaluationTest {
    private final Semaphore mayMeasure = new Semaphore(0);

    private Evaluation slow(float[] model) {
        mayMeasure.acquireUninterruptibly();
        return new Evaluation(Math.clamp(model[0] / 10, 0, 1), 1, new int[][] {{1}}, 1);
    }

    private static void play(RunWorld world, int round) throws Exception {
        world.checkIn(1);
        world.report(world.awaitRound(round), "d0", 1, 1);
    }

    private static List<Integer> measured(RunWorld world, String run) {
        return world.events(run).stream().filter(RoundEvent.Evaluated.class::isInstance).map(RoundEvent::round)
                .toList();
    }

    @Test
    void goesOnWhileTheNextRoundIsPlayedAndNoLonger() throws Exception {
        try (RunWorld world = new RunWorld().evaluatedBy(this::slow)) {
            String run = world.create(Plans.closeAll(1, 3));
            play(world, 1);
            play(world, 2);
            RunWorld.await("round 2 is committed", () -> world.runs.find(run).orElseThrow().view().modelVersion() == 2);
            assertEquals(List.of(), measured(world, run));
            assertEquals(List.of(), world.runs.view(run).history());
            assertEquals(2, world.runs.view(run).round(),
                    "two versions are to be measured: the third round is not opened");
            mayMeasure.release();
            RunWorld.await("round 1 is told",
                    () -> world.runs.find(run).orElseThrow().view().history().size() == 1);
            play(world, 3);
            mayMeasure.release(2);
            RunView ended = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, ended.status());
            assertEquals(List.of(1, 2, 3), measured(world, run));
            for (RoundView round : ended.history()) {
                assertEquals(round.round() / 10.0, Objects.requireNonNull(round.evaluation()).accuracy(), 1e-6);
            }
        }
    }

    @Test
    void thatFailsEndsTheRunAndTheRoundThatWasOpenedMeanwhile() throws Exception {
        try (RunWorld world = new RunWorld().evaluatedBy(_ -> {
            mayMeasure.acquireUninterruptibly();
            throw new IllegalStateException("the held-out data is gone");
        })) {
            String run = world.create(Plans.closeAll(1, 3));
            play(world, 1);
            world.checkIn(1);
            world.awaitRound(2);
            mayMeasure.release();
            RunView ended = world.awaitEnd(run);
            assertEquals(RunView.Status.FAILED, ended.status());
            assertEquals("round 1, evaluate: the held-out data is gone", ended.failure());
            assertEquals(List.of(RoundView.Outcome.COMMITTED, RoundView.Outcome.ABANDONED),
                    ended.history().stream().map(RoundView::outcome).toList());
            assertTrue(String.valueOf(ended.history().getLast().reason()).contains("the held-out data is gone"));
        }
    }
}
