package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.AbandonReason;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds that fail are not burned one after another. */
class AbandonedRoundsTest {
    private static final Instant AT = Instant.ofEpochMilli(1_000_000);
    private final AbandonedRounds rounds = new AbandonedRounds();

    private void abandoned(AbandonReason reason) {
        rounds.over(new RoundState.Abandoned(1, reason, "for a test"), AT);
    }

    @Test
    void theNextRoundWaitsTwiceAsLongAfterEachAbandonedOneUpToAMinute() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            abandoned(AbandonReason.TOO_FEW_REPORTS);
            pauses.add(Math.max(0, rounds.notBefore() - AT.toEpochMilli()));
        }
        assertEquals(List.of(0L, 1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L, 60000L), pauses);
    }

    @Test
    void aCommittedRoundAStopAndAResumeBeginTheCountAnew() {
        for (Runnable end : List.<Runnable>of(() -> rounds.over(new RoundState.Committed(1, 1, true), AT),
                () -> abandoned(AbandonReason.STOPPED), rounds::forget)) {
            abandoned(AbandonReason.TOO_FEW_REPORTS);
            abandoned(AbandonReason.TOO_FEW_REPORTS);
            assertTrue(rounds.reasonToPause(2).isPresent());
            end.run();
            assertEquals(0, rounds.notBefore());
            assertEquals(Optional.empty(), rounds.reasonToPause(1));
        }
    }

    @Test
    void onlyRoundsAbandonedForOneReasonInARowPauseTheRun() {
        abandoned(AbandonReason.TOO_FEW_REPORTS);
        abandoned(AbandonReason.SELECTION_TIMED_OUT);
        abandoned(AbandonReason.TOO_FEW_REPORTS);
        assertEquals(Optional.empty(), rounds.reasonToPause(2));
        abandoned(AbandonReason.TOO_FEW_REPORTS);
        assertEquals(
                Optional.of("2 rounds in a row were abandoned, the last one because of too few reports: for a test; "
                        + "resume the run when the cause is gone"),
                rounds.reasonToPause(2));
    }

    @Test
    void aRunOpensNoRoundBeforeThatPauseIsOver() throws Exception {
        RowPorts.Hand clock = new RowPorts.Hand();
        Ports ports = Ports.of(new MemoryStores(clock));
        SigningKey key = SigningKey.generate();
        RunPlan plan = Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 1, 60), 5);
        ports.runs().create(Life.RUN, key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), PlanUse.once(),
                clock.instant());
        SteppedRun run = SteppedRun.claim(Life.RUN, ports.services(key, new DevicePool(Duration.ofMinutes(1)), clock,
                "member", _ -> Optional.empty())).orElseThrow().begin();
        assertEquals(1, timedOut(run, clock));
        assertEquals(2, timedOut(run, clock));
        assertEquals(1000, run.untilDeadline());
        assertFalse(run.step());
        clock.pass(Duration.ofMillis(999));
        assertFalse(run.step());
        clock.pass(Duration.ofMillis(1));
        assertEquals(3, timedOut(run, clock));
        assertEquals(1000, run.again().begin().untilDeadline(), "2 s, shown as at most 1 s; the same after a restart");
    }

    /** Opens a round, which nobody checks in for. @return its number */
    private static int timedOut(SteppedRun run, RowPorts.Hand clock) throws InterruptedException {
        assertTrue(run.step());
        clock.pass(Duration.ofSeconds(1));
        run.lookAtClock();
        return run.view().round();
    }

    @Test
    void aPausedRunLetsOthersPlayKeepsTheRoundsThatAreLeftAndGoesOnWhenItIsResumed() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600, 2, null), 5));
            String other = world.create(Plans.closeAll(1, 1));
            decline(world, run, 1);
            decline(world, run, 2);
            RunView paused = world.awaitEnd(run);
            assertEquals(RunView.Status.PAUSED, paused.status());
            assertTrue(paused.failure().startsWith("2 rounds in a row were abandoned, the last one because of "),
                    paused.failure());
            world.checkIn(1);
            world.report(world.awaitRound(1), "d0", 1, 1);
            assertEquals(RunView.Status.FINISHED, world.awaitEnd(other).status());
            world.runs.resume(run);
            for (int round = 3; round <= 5; round++) {
                world.checkIn(1);
                world.report(world.awaitRound(round), "d0", 1, 1);
            }
            assertEquals(RunView.Status.FINISHED, world.awaitEnd(run).status());
        }
    }

    @Test
    void aPausedRunCanBeStopped() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600, 1, null), 5));
            decline(world, run, 1);
            assertEquals(RunView.Status.PAUSED, world.awaitEnd(run).status());
            RunWorld.await("it is played no more", () -> world.runs.find(run).isEmpty());
            world.runs.stop(run, "enough");
            assertEquals(RunView.Status.STOPPED, world.runs.view(run).status());
        }
    }

    private static void decline(RunWorld world, String run, int round) {
        world.checkIn(1);
        world.awaitRound(round);
        world.runs.find(run).orElseThrow().tell(new RoundEvent.Declined(round, "d0", "no"));
    }
}
