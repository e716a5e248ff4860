package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.plan.RoundSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundMachineTest {
    private static final int ROUND = Rounds.ROUND;

    /** A round driven by events, remembering every effect. */
    private static final class Driven {
        private final RoundMachine machine;
        private final List<String> effects = new ArrayList<>();
        private RoundState state;

        Driven(RoundSpec spec) {
            machine = new RoundMachine(spec);
            state = machine.open(new RoundEvent.Opened(ROUND, 0), Rounds.NOW).state();
        }

        Driven at(Instant now, RoundEvent event) {
            Transition transition = machine.apply(state, event, now, CohortDraw.generator(Rounds.SEED, ROUND));
            state = transition.state();
            transition.effects().forEach(effect -> effects.add(effect.id()));
            return this;
        }

        Driven on(RoundEvent... events) {
            for (RoundEvent event : events) {
                at(Rounds.NOW, event);
            }
            return this;
        }

        static Driven reporting(RoundSpec spec) {
            return new Driven(spec).on(new RoundEvent.PoolReady(ROUND, Rounds.devices(spec.pool())),
                    new RoundEvent.OfferPublished(ROUND, Rounds.OFFER)).forgetEffects();
        }

        Driven forgetEffects() {
            effects.clear();
            return this;
        }

        List<String> cohort() {
            return assertInstanceOf(RoundState.Reporting.class, state).tally().cohort();
        }
    }

    private static RoundEvent accepted(String device) {
        return new RoundEvent.UpdateAccepted(ROUND, device);
    }

    private static RoundEvent declined(String device) {
        return new RoundEvent.Declined(ROUND, device, "battery");
    }

    private static RoundEvent closed(String... devices) {
        return new RoundEvent.ReportsClosed(ROUND, List.of(devices), Traffic.NONE);
    }

    @Test
    void aRoundGoesFromSelectionToAnEvaluatedVersion() {
        Driven round = new Driven(Rounds.closeAll(2));
        round.on(new RoundEvent.PoolReady(ROUND, Rounds.devices(2)));
        assertEquals(List.of("make-round-key", "open-reports", "publish-offer"), round.effects);
        round.forgetEffects().on(new RoundEvent.OfferPublished(ROUND, Rounds.OFFER), accepted("d0"));
        assertEquals(List.of(), round.effects);
        round.on(accepted("d1"));
        assertEquals(List.of("close-reports"), round.effects);
        round.forgetEffects().on(closed("d0", "d1"));
        assertEquals(List.of("aggregate"), round.effects);
        round.forgetEffects().on(new RoundEvent.VersionCommitted(ROUND, 5, "ab"));
        assertEquals(List.of("destroy-round-key", "delete-updates", "delete-old-versions", "evaluate"), round.effects);
        round.on(new RoundEvent.NotEvaluated(ROUND));
        assertEquals(new RoundState.Committed(ROUND, 5, true), round.state);
    }

    @Test
    void theReportGoalClosesTheRoundBeforeTheStragglersReport() {
        Driven round = Driven.reporting(new RoundSpec(4, 1.5, 4, 1, 6, 60, 30));
        assertEquals(6, round.cohort().size(), "over-selection asks ceil(4 * 1.5)");
        round.on(accepted("d0"), accepted("d1"), accepted("d2"));
        assertEquals(List.of(), round.effects);
        round.on(accepted("d3"));
        assertEquals(List.of("close-reports"), round.effects);
    }

    @Test
    void closeAllWaitsForEveryoneButThoseWhoDeclined() {
        Driven round = Driven.reporting(Rounds.closeAll(3)).on(accepted("d0"), declined("d1"));
        assertEquals(List.of(), round.effects);
        round.on(accepted("d2"));
        assertEquals(List.of("close-reports"), round.effects);
    }

    @Test
    void theDeadlineClosesTheRoundAndATickBeforeItDoesNot() {
        Driven round = Driven.reporting(Rounds.closeAll(3)).on(accepted("d0"));
        round.at(Rounds.NOW.plusMillis(29_999), new RoundEvent.DeadlinePassed(ROUND));
        assertEquals(List.of(), round.effects);
        round.at(Rounds.NOW.plusSeconds(30), new RoundEvent.DeadlinePassed(ROUND));
        round.at(Rounds.NOW.plusSeconds(31), new RoundEvent.DeadlinePassed(ROUND));
        assertEquals(List.of("close-reports"), round.effects);
    }

    @Test
    void tooFewReportsAtTheDeadlineAbandonTheRoundAndDestroyItsKeyAndUpdates() {
        Driven round = Driven.reporting(new RoundSpec(3, 1, 3, 2, 3, 60, 30)).on(accepted("d0"));
        round.at(Rounds.NOW.plusSeconds(30), new RoundEvent.DeadlinePassed(ROUND)).on(closed("d0"));
        assertEquals(List.of("close-reports", "destroy-round-key", "delete-updates"), round.effects);
        assertEquals(AbandonReason.TOO_FEW_REPORTS,
                assertInstanceOf(RoundState.Abandoned.class, round.state).reason());
    }

    @Test
    void aRoundThatCanNoLongerReachItsLeastIsClosedAtOnce() {
        Driven round = Driven.reporting(new RoundSpec(3, 1, 3, 2, 3, 60, 30)).on(declined("d0"), declined("d1"));
        assertEquals(List.of("close-reports"), round.effects);
    }

    @Test
    void aRoundThatEveryoneDeclinedIsAbandonedWithoutWaiting() {
        Driven round = Driven.reporting(Rounds.closeAll(2)).on(declined("d0"), declined("d1"), closed());
        assertEquals(AbandonReason.EVERYONE_DECLINED,
                assertInstanceOf(RoundState.Abandoned.class, round.state).reason());
    }

    @Test
    void aPoolThatDoesNotFillInTimeAbandonsTheRound() {
        Driven round = new Driven(Rounds.closeAll(2));
        round.at(Rounds.NOW.plusSeconds(59), new RoundEvent.DeadlinePassed(ROUND));
        assertEquals(Phase.SELECTING, round.state.phase());
        round.at(Rounds.NOW.plusSeconds(60), new RoundEvent.DeadlinePassed(ROUND));
        assertEquals(AbandonReason.SELECTION_TIMED_OUT,
                assertInstanceOf(RoundState.Abandoned.class, round.state).reason());
    }

    @Test
    void aFailedAggregationAbandonsTheRoundInWords() {
        Driven round = Driven.reporting(Rounds.closeAll(1)).on(accepted("d0"), closed("d0"),
                new RoundEvent.EffectFailed(ROUND, "aggregate", "disk full"));
        assertEquals(new RoundState.Abandoned(ROUND, AbandonReason.AGGREGATION_FAILED, "disk full"), round.state);
    }

    private static RoundEvent excluded(String device) {
        return new RoundEvent.UpdateExcluded(ROUND, device, "the update of " + device + " is altered");
    }

    @Test
    void aRoundGoesOnWithoutAnUpdateThatCannotBeAggregated() {
        Driven round = Driven.reporting(Rounds.closeAll(3)).on(accepted("d0"), accepted("d1"), accepted("d2"),
                closed("d0", "d1", "d2")).forgetEffects();
        round.on(excluded("d1"), excluded("d1"), excluded("stranger"));
        assertEquals(List.of("aggregate-without-1"), round.effects);
        assertEquals(List.of("d0", "d2"), assertInstanceOf(RoundState.Aggregating.class, round.state).accepted());
        round.on(excluded("d0"), new RoundEvent.VersionCommitted(ROUND, 5, "ab"), excluded("d2"));
        assertEquals(List.of("aggregate-without-1", "aggregate-without-2"), round.effects.subList(0, 2));
        assertEquals(new RoundState.Committed(ROUND, 5, false), round.state);
    }

    @Test
    void aRoundOfWhichTooFewUpdatesAreLeftIsAbandonedAndTheLastOneIsNamed() {
        Driven round = Driven.reporting(new RoundSpec(3, 1, 3, 2, 3, 60, 30)).on(accepted("d0"), accepted("d1"),
                accepted("d2"), closed("d0", "d1", "d2"), excluded("d2")).forgetEffects();
        assertEquals(Phase.AGGREGATING, round.state.phase());
        round.on(excluded("d0"));
        RoundState.Abandoned abandoned = assertInstanceOf(RoundState.Abandoned.class, round.state);
        assertEquals(AbandonReason.TOO_FEW_GOOD_UPDATES, abandoned.reason());
        assertTrue(abandoned.detail().contains("at least 2 must be; at last the update of d0"), abandoned::detail);
        assertEquals(List.of("destroy-round-key", "delete-updates"), round.effects);
    }

    @Test
    void stoppingClosesTheDoorOnceAndDestroysTheKey() {
        Driven open = Driven.reporting(Rounds.closeAll(2)).on(new RoundEvent.Stopped(ROUND, "operator"));
        assertEquals(List.of("close-reports", "destroy-round-key", "delete-updates"), open.effects);
        Driven closing = Driven.reporting(Rounds.closeAll(1)).on(accepted("d0"), new RoundEvent.Stopped(ROUND, "x"));
        assertEquals(List.of("close-reports", "destroy-round-key", "delete-updates"), closing.effects);
    }

    @Test
    void answersOfStrangersAndRepeatsAreNotWorthStoring() {
        Driven round = Driven.reporting(Rounds.closeAll(2)).on(accepted("d0"));
        RoundState before = round.state;
        round.on(accepted("d0"), accepted("stranger"), declined("stranger"), declined("d0"));
        assertEquals(before, round.state);
    }

    @Test
    void aReportOutweighsAnEarlierRefusal() {
        Driven round = Driven.reporting(Rounds.closeAll(2)).on(declined("d0"), accepted("d0"));
        Tally tally = assertInstanceOf(RoundState.Reporting.class, round.state).tally();
        assertTrue(tally.reported().contains("d0"));
        assertFalse(tally.declined().containsKey("d0"));
        assertTrue(tally.awaits("d1"));
    }

    @Test
    void anAbandonedRoundSaysWhatItsDevicesSaid() {
        Driven round = Driven.reporting(Rounds.closeAll(3)).on(refusal("d0", Reason.BAD_LINEAGE, "version 2 is older"),
                refusal("d1", Reason.BAD_LINEAGE, "x".repeat(1_000)), refusal("d1", Reason.TOO_LARGE, "again"),
                refusal("d2", Reason.TRAINING_FAILED, "no memory"), closed());
        RoundState.Abandoned abandoned = assertInstanceOf(RoundState.Abandoned.class, round.state);
        assertEquals("0 of 3 devices reported, at least 1 must; 2 declined, bad-lineage (version 2 is older); "
                + "1 declined, training-failed (no memory)", abandoned.detail());
    }

    private static RoundEvent refusal(String device, Reason reason, String why) {
        return new RoundEvent.Declined(ROUND, device, why, reason.code());
    }

    @Test
    void anAcceptedSetThatIsNotFromTheCohortThrows() {
        Driven round = Driven.reporting(Rounds.closeAll(1)).on(accepted("d0"));
        assertThrows(IllegalTransitionException.class, () -> round.on(closed("stranger")));
    }

    @Test
    void aFailedDeletionDoesNotUndoAVersionAndAFailedEvaluationEndsTheRound() {
        Driven round = Driven.reporting(Rounds.closeAll(1)).on(accepted("d0"), closed("d0"),
                new RoundEvent.VersionCommitted(ROUND, 1, "ab"),
                new RoundEvent.EffectFailed(ROUND, "delete-updates", "disk full"));
        assertEquals(new RoundState.Committed(ROUND, 1, false), round.state);
        round.on(new RoundEvent.EffectFailed(ROUND, "evaluate", "no data"));
        assertEquals(new RoundState.Committed(ROUND, 1, true), round.state);
    }
}
