package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunControllerTest {
    @Test
    void roundsFollowEachOtherUntilTheRunIsFinishedAndLeaveNoKeyAndNoUpdate() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(1, 3));
            for (int round = 1; round <= 3; round++) {
                world.checkIn(1);
                world.report(world.awaitRound(round), "d0", 0.125f, 1);
            }
            RunView view = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
            assertEquals(List.of(1, 2, 3), view.history().stream().map(round -> round.model().version()).toList());
            assertEquals(0.375f, world.firstValue(3));
            assertEquals(List.of(), world.memory.objects().list("updates"));
            for (int round = 1; round <= 3; round++) {
                assertEquals(Optional.empty(), world.memory.keys().find(run + "." + round));
            }
        }
    }

    @Test
    void anEvaluatorThatFailsEndsTheRunWithTheCauseInWords() throws Exception {
        try (RunWorld world = new RunWorld().evaluatedBy(_ -> {
            throw new IllegalStateException("the held-out data is gone");
        })) {
            String run = world.create(Plans.closeAll(1, 2));
            world.checkIn(1);
            world.report(world.awaitRound(1), "d0", 1, 1);
            RunView view = world.awaitEnd(run);
            assertEquals(RunView.Status.FAILED, view.status());
            assertEquals("round 1, evaluate: the held-out data is gone", view.failure());
            assertEquals(RoundView.Outcome.COMMITTED, view.history().get(0).outcome());
        }
    }

    @Test
    void aModelOfAnotherLayoutIsRefusedInWords() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String first = world.create(Plans.closeAll(1, 1));
            world.checkIn(1);
            world.report(world.awaitRound(1), "d0", 1, 1);
            world.awaitEnd(first);
            String second = world.create(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 60, 60), 1, 10));
            RunView view = world.awaitEnd(second);
            assertEquals(RunView.Status.FAILED, view.status());
            assertTrue(view.failure().contains("another layout"), view.failure());
        }
    }

    @Test
    void aModelOfOtherClassesIsRefusedInWords() throws Exception {
        try (RunWorld world = new RunWorld()) {
            RunPlan plan = Plans.closeAll(1, 1);
            String first = world.create(plan);
            world.checkIn(1);
            world.report(world.awaitRound(1), "d0", 1, 1);
            world.awaitEnd(first);
            RunView view = world.awaitEnd(world.create(plan.toBuilder().use(PlanUse.once()).modelSignature(
                    new ModelSignature(List.of("1", "0"), plan.modelSignature().inputs())).build()));
            assertEquals(RunView.Status.FAILED, view.status());
            assertTrue(view.failure().contains("other classes or inputs"), view.failure());
        }
    }

    @Test
    void aSecondRunOfTheSameModelGoesOnFromItsNewestVersion() throws Exception {
        try (RunWorld world = new RunWorld()) {
            for (int run = 1; run <= 2; run++) {
                String id = world.create(Plans.closeAll(1, 1));
                world.checkIn(1);
                world.report(world.awaitRound(1), "d0", 0.5f, 1);
                assertEquals(run, world.awaitEnd(id).modelVersion());
            }
            assertEquals(1f, world.firstValue(2));
        }
    }

    @Test
    void runsWaitForTheirTurnAndAStoppedOneGivesWay() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String first = world.create(Plans.closeAll(1, 5));
            String second = world.create(Plans.closeAll(1, 1));
            String third = world.create(Plans.closeAll(1, 1));
            world.checkIn(1);
            world.awaitRound(1);
            world.runs.stop(third, "not wanted");
            world.runs.stop(first, "not wanted");
            assertEquals(RunView.Status.STOPPED, world.awaitEnd(first).status());
            world.report(world.awaitRound(1), "d0", 1, 1);
            assertEquals(RunView.Status.FINISHED, world.awaitEnd(second).status());
            assertEquals(RunView.Status.STOPPED, world.awaitEnd(third).status());
            assertEquals(List.of(third, second, first),
                    world.runs.page(Optional.empty(), "", 9).stream().map(RunSummary::run).toList());
            assertEquals(third, world.runs.latest().run());
        }
    }

    @Test
    void ofRunsThatWaitTheOneOfTheHighestPriorityHasItsTurn() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String played = world.create(Plans.closeAll(1, 1));
            String usual = world.create(Plans.closeAll(1, 1));
            RunPlan unhurried = Plans.closeAll(1, 1);
            String low = world.runs.create(world.sign(unhurried), unhurried, 0);
            RunPlan urgent = Plans.closeAll(1, 1);
            String high = world.runs.create(world.sign(urgent), urgent, 9);
            assertEquals(List.of(Optional.of(new RunQueueing(1, 9, RunQueueing.Why.MODEL)),
                    Optional.of(new RunQueueing(3, 0, RunQueueing.Why.MODEL)),
                    Optional.of(new RunQueueing(2, 5, RunQueueing.Why.MODEL)), Optional.empty()),
                    world.runs.page(Optional.empty(), "", 9).stream().map(run -> Optional.ofNullable(run.queue()))
                            .toList());
            assertEquals(3, world.runs.waiting());
            world.runs.stop(played, "not wanted");
            world.checkIn(1);
            assertEquals(high, world.awaitRound(1).run());
            world.runs.stop(high, "not wanted");
            world.checkIn(1);
            assertEquals(usual, world.awaitRound(1).run());
            assertEquals(Optional.of(1), world.runs.page(Optional.empty(), "", 9).stream()
                    .filter(run -> run.run().equals(low)).map(RunSummary::queue).filter(Objects::nonNull)
                    .map(RunQueueing::position).findFirst());
        }
    }

    @Test
    void aStoppedRoundIsAbandonedAndItsKeyDestroyed() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(1, 5));
            world.checkIn(1);
            world.awaitRound(1);
            assertTrue(world.memory.keys().find(run + ".1").isPresent());
            world.runs.stop(run, "stopped by an operator");
            RunView view = world.awaitEnd(run);
            assertEquals("stopped: stopped by an operator", view.history().get(0).reason());
            assertEquals(Optional.empty(), world.memory.keys().find(run + ".1"));
        }
    }

    @Test
    void aRoundWhoseDeadlinePassesGoesOnWithThoseWhoReported() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.plan(new RoundSpec(2, 1, 2, 1, 2, 60, 1), 1));
            world.checkIn(2);
            world.report(world.awaitRound(1), "d1", 1, 1);
            RunView view = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
            assertEquals(1, view.history().get(0).reports().accepted());
            assertEquals(1, view.history().get(0).reports().dropped());
        }
    }

    @Test
    void aCohortIsDrawnFromThoseAloneThatClaimWhatThePlanRequires() throws Exception {
        try (RunWorld world = new RunWorld()) {
            Requirements two = new Requirements(2, 1);
            world.create(Plans.plan(new RoundSpec(2, 1, 2, 1, 2, 3600, 3600, two), 1));
            for (int device = 0; device < 9; device++) {
                world.checkIn("weak-" + device, Optional.of(new Resources(1, 1)));
                world.checkIn("silent-" + device, Optional.empty());
            }
            world.checkIn("d1", Optional.of(new Resources(2, 1)));
            world.checkIn("d3", Optional.of(new Resources(3, 1)));
            assertEquals(List.of("d1", "d3"), world.awaitRound(1).state().tally().cohort());
        }
    }

    @Test
    void aRunOfWhichNoRoundMadeAVersionHasFailedAndSaysWhy() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.plan(new RoundSpec(2, 1, 2, 1, 2, 1, 60), 2));
            world.checkIn(1);
            RunView view = world.awaitEnd(run);
            assertEquals(RunView.Status.FAILED, view.status());
            assertEquals(2, view.history().size());
            assertTrue(view.history().get(1).reason().startsWith("selection timed out"), view.history()::toString);
            assertEquals("none of 2 rounds made a model version; the last one was abandoned: "
                    + view.history().get(1).reason(), view.failure());
        }
    }
}
