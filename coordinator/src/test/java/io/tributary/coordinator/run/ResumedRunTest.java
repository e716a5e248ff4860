package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A run that was stopped or has failed goes on where it was told to. */
class ResumedRunTest {
    private static void play(RunWorld world, int round) throws Exception {
        world.checkIn(2);
        OpenRound open = world.awaitRound(round);
        world.report(open, "d0", 0.3f / round, 3);
        world.report(open, "d1", -0.7f / round, 1);
    }

    private static void stopInRound(RunWorld world, String run, int round) throws Exception {
        world.checkIn(2);
        world.report(world.awaitRound(round), "d0", 5, 1);
        world.runs.stop(run, "enough");
        assertEquals(RunView.Status.STOPPED, world.awaitEnd(run).status());
    }

    private static List<String> hashes(RunView view) {
        return view.history().stream().filter(round -> round.outcome() == RoundView.Outcome.COMMITTED)
                .map(round -> round.model().sha256()).toList();
    }

    @Test
    void aStoppedRunGoesOnWithTheNextRoundToTheSameBitsAsOneWhoseRoundWasDeclined() throws Exception {
        try (RunWorld world = new RunWorld(); RunWorld undisturbed = new RunWorld()) {
            String run = world.create(Plans.closeAll(2, 3));
            play(world, 1);
            stopInRound(world, run, 2);
            world.runs.resume(run);
            play(world, 3);

            String other = undisturbed.create(Plans.closeAll(2, 3));
            play(undisturbed, 1);
            undisturbed.checkIn(2);
            undisturbed.awaitRound(2);
            for (String device : List.of("d0", "d1")) {
                undisturbed.runs.active().getFirst().tell(new RoundEvent.Declined(2, device, "no"));
            }
            play(undisturbed, 3);

            RunView ended = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, ended.status(), ended.failure());
            assertEquals(2, hashes(ended).size());
            assertEquals(hashes(undisturbed.awaitEnd(other)), hashes(ended));
            assertEquals("stopped: enough", ended.history().get(1).reason());
            assertEquals(List.of(), world.memory.objects().list("updates"));
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void aResumedRunIsNotStoppedAgainByARestartAndCanBeStoppedAgain() throws Exception {
        try (RunWorld first = new RunWorld()) {
            String run = first.create(Plans.closeAll(2, 3));
            stopInRound(first, run, 1);
            first.runs.resume(run);
            first.checkIn(2);
            first.awaitRound(2);
            first.close();
            try (RunWorld second = first.again()) {
                second.runs.resume();
                stopInRound(second, run, 2);
                second.runs.resume(run);
                play(second, 3);
                RunView ended = second.awaitEnd(run);
                assertEquals(RunView.Status.FINISHED, ended.status());
                assertEquals(List.of("stopped: enough", "stopped: enough"),
                        ended.history().stream().limit(2).map(RoundView::reason).toList());
            }
        }
    }

    @Test
    void aFailedRunGoesOnOnceItsCauseIsGoneAndSaysNothingOfItAnyMore() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (RunWorld world = new RunWorld().evaluatedBy(_ -> {
            if (broken.get()) {
                throw new IllegalStateException("the held-out data is gone");
            }
            return new io.tributary.learning.Evaluation(1, 0, new int[][] {{1}}, 1);
        })) {
            String run = world.create(Plans.closeAll(2, 2));
            play(world, 1);
            RunView failed = world.awaitEnd(run);
            assertEquals(RunView.Status.FAILED, failed.status());
            assertTrue(failed.failure().startsWith("round 1, evaluate: the held-out data is gone"), failed.failure());
            broken.set(false);
            world.runs.resume(run);
            play(world, failed.round() + 1); // the one after it, if the next round was open already
            RunView ended = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, ended.status());
            assertNull(ended.failure());
        }
    }

    @Test
    void roundsThatCameToNothingArePlayedAgainWhenARunThatHasNoneLeftIsResumed() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(2, 2));
            for (int round = 1; round <= 4; round++) {
                world.checkIn(2);
                world.awaitRound(round);
                for (String device : List.of("d0", "d1")) {
                    world.runs.find(run).orElseThrow().tell(new RoundEvent.Declined(round, device, "no"));
                }
                if (round % 2 == 0) {
                    assertEquals(RunView.Status.FAILED, world.awaitEnd(run).status());
                    world.runs.resume(run);
                }
            }
            play(world, 5);
            play(world, 6);
            RunView ended = world.awaitEnd(run);
            assertEquals(RunView.Status.FINISHED, ended.status(), ended.failure());
            assertEquals(List.of(6, 6, 2), List.of(ended.round(), ended.rounds(), ended.modelVersion()));
        }
    }

    @Test
    void aRunThatFinishedIsOverAndOneThatIsNotThereIsNotFound() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(2, 1));
            play(world, 1);
            world.awaitEnd(run);
            assertEquals(Reason.RUN_OVER,
                    assertThrows(RejectedException.class, () -> world.runs.resume(run)).reason());
            assertEquals(RunView.Status.FINISHED, world.memory.runs().find(run).orElseThrow().status());
            String none = "01890000-0000-7000-8000-000000000009";
            assertEquals(Reason.NOT_FOUND,
                    assertThrows(RejectedException.class, () -> world.runs.resume(none)).reason());
        }
    }

    @Test
    void anActiveRunJustGoesOn() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(2, 1));
            world.checkIn(2);
            OpenRound open = world.awaitRound(1);
            world.runs.resume(run);
            world.report(open, "d0", 1, 1);
            world.report(open, "d1", 1, 1);
            assertEquals(RunView.Status.FINISHED, world.awaitEnd(run).status());
            assertEquals(List.of(), world.events(run).stream().filter(RoundEvent.Resumed.class::isInstance).toList());
        }
    }

    @Test
    void aRunThatAnotherCoordinatorHoldsIsLeftToIt() throws Exception {
        try (RunWorld world = new RunWorld(); RunWorld other = world.as("other")) {
            String run = world.create(Plans.closeAll(2, 3));
            stopInRound(world, run, 1);
            world.memory.runs().claim(run, "member", java.time.Duration.ofMinutes(1));
            assertEquals(Reason.UNAVAILABLE,
                    assertThrows(RejectedException.class, () -> other.runs.resume(run)).reason());
            assertEquals(RunView.Status.STOPPED, world.memory.runs().find(run).orElseThrow().status());
        }
    }
}
