package io.tributary.coordinator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every property in the same worlds, which a JVM plays once: that is why the invariants are nested here. */
class SimulatedRunsTest {
    @Nested
    class I1_NothingAcknowledgedIsLostInSimulatedWorldsTest {
        @Test
        void whatDevicesHaveReceiptsForIsInTheModelOfItsRound() {
            Worlds.hold(Property.NOTHING_ACKNOWLEDGED_IS_LOST);
        }
    }

    @Nested
    class I2_AnUpdateCountsAtMostOnceInSimulatedWorldsTest {
        @Test
        void noPlaceOfAModelShowsATwoAndTheSameReportAgainGetsTheSameReceipt() {
            Worlds.hold(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE);
        }
    }

    @Nested
    class I5_RoundKeysAreDestroyedInSimulatedWorldsTest {
        @Test
        void noKeyThatDevicesSealedToOutlivesTheRun() {
            Worlds.hold(Property.KEYS_ARE_DESTROYED);
        }
    }

    @Nested
    class I7_OnlyTheOwnerAdvancesARoundInSimulatedWorldsTest {
        @Test
        void noWriteOfAnOwnerThatWasTakenOverSucceeds() {
            Worlds.hold(Property.ONLY_THE_OWNER_ADVANCES_A_ROUND);
        }
    }

    @Test
    void everyRoundIsCommittedOrAbandonedForAReasonThatIsNotOurs() {
        Worlds.hold(Property.EVERY_ROUND_ENDS);
    }

    @Test
    void nobodyWaitsForEver() {
        Worlds.hold(Property.NOBODY_WAITS_FOR_EVER);
    }

    @Test
    void noRequestMeetsAFaultOfTheProgram() {
        Worlds.hold(Property.NO_REQUEST_MEETS_A_FAULT);
    }

    @Test
    void everyModelIsToTheBitWhatTheAcceptedUpdatesMakeOfTheOneBefore() {
        Worlds.hold(Property.A_MODEL_IS_WHAT_WAS_ACCEPTED);
    }

    @Test
    void aRevokedDeviceIsOutAtEveryMember() {
        Worlds.hold(Property.WHO_IS_OUT_IS_OUT_EVERYWHERE);
    }

    @Test
    void nothingOfUpdatesIsLeftADayAfterTheRun() {
        Worlds.hold(Property.NOTHING_IS_LEFT);
    }

    @Test
    void aSeedGivesTheSameHistoryAgain() {
        Worlds.outcome(0); // what a process makes once is made: no thread waits for it
        for (long seed = 0; seed < 5; seed++) {
            List<String> told = new World(seed, Guarantee.ALL_HOLD).play().trace();
            assertEquals(told, new World(seed, Guarantee.ALL_HOLD).play().trace());
            assertNotEquals(told, new World(seed + 1, Guarantee.ALL_HOLD).play().trace());
        }
    }

    /** Worlds without faults would prove nothing. */
    @Test
    void theWorldsAreFaulty() {
        List<String> told = LongStream.range(0, 100).mapToObj(seed -> Worlds.outcome(seed).trace())
                .flatMap(List::stream).toList();
        for (String kind : List.of("commits round", "abandons round", " dies ", "is paused", "storage failed",
                "owns the run", "is told 50", "all hints are lost", "breaks",
                " after PartStore.", "gives ranges to", "dies at the queue of ranges", "hands out ranges again")) {
            System.out.printf("simulation: %d times %s in 100 worlds%n",
                    told.stream().filter(line -> line.contains(kind)).count(), kind);
        }
        for (String kind : List.of("dies before RoundStore.append", "dies after RoundStore.append",
                "dies after RoundStore.effectDone", "dies before RoundStore.accept", "dies after RoundStore.accept",
                "ModelStore.commit", "is paused", "is told 503", "is told 500 after S3.put", "all hints are lost",
                "the connection of", "dies after PartStore.", "storage failed",
                "goes on at another member from", "gives ranges to", "at the queue of ranges",
                "hands out ranges again", " is revoked", " is out",
                "dies after PartStore.put", "dies after S3.copy", "dies after S3.complete",
                "a byte of the update", "a owns the run", "b owns the run", "c owns the run", "gives up: LATE",
                "commits round",
                "abandons round")) {
            assertTrue(told.stream().anyMatch(line -> line.contains(kind)), "in no world anything " + kind);
        }
    }
}
