package io.tributary.coordinator.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Tests the simulation itself: each broken guarantee of storage or API is found within {@value #SEEDS} seeds, as the property that it breaks. The
 * rarest, the unique key, shows in 8 of 300 worlds; which ones depends on every byte that is drawn or hashed.
 */
class TheSimulationFindsTest {
    private static final int SEEDS = 300;

    @Test
    void aStoreWithoutItsUniqueKey() {
        finds(Guarantee.UNIQUE_KEY, Property.EVERY_ROUND_ENDS, Property.AN_UPDATE_COUNTS_AT_MOST_ONCE);
    }

    @Test
    void aStoreWithoutItsFence() {
        finds(Guarantee.FENCE, Property.ONLY_THE_OWNER_ADVANCES_A_ROUND);
    }

    @Test
    void anAcknowledgementBeforeTheCommit() {
        finds(Guarantee.ACKNOWLEDGE_AFTER_COMMIT, Property.NOTHING_ACKNOWLEDGED_IS_LOST);
    }

    @Test
    void effectsBeforeTheirEventIsStored() {
        finds(Guarantee.EVENT_BEFORE_EFFECT, Property.EVERY_ROUND_ENDS);
    }

    @Test
    void reportsThatAreNotRecognisedAgain() {
        finds(Guarantee.DEDUPE, Property.AN_UPDATE_COUNTS_AT_MOST_ONCE);
    }

    @Test
    void objectsThatAreNotDurable() {
        finds(Guarantee.DURABILITY, Property.NOTHING_ACKNOWLEDGED_IS_LOST, Property.EVERY_ROUND_ENDS);
    }

    @Test
    void anOwnerThatIsNotAsked() {
        finds(Guarantee.OWNER_CHECK, Property.ONLY_THE_OWNER_ADVANCES_A_ROUND);
    }

    @Test
    void partsThatAreAcknowledgedBeforeTheirListIsCommitted() {
        finds(Guarantee.PARTS_BEFORE_ACKNOWLEDGEMENT, Property.NOTHING_ACKNOWLEDGED_IS_LOST);
    }

    @Test
    void aKeyThatIsDestroyedBeforeItsModelIsCommitted() {
        finds(Guarantee.KEY_AFTER_COMMIT, Property.EVERY_ROUND_ENDS);
    }

    @Test
    void aMemberThatLearnsOfRunsByWhatOthersTellItAlone() {
        finds(Guarantee.SURVEY, Property.EVERY_ROUND_ENDS, Property.NOBODY_WAITS_FOR_EVER);
    }

    @Test
    void aMemberThatLearnsOfRevocationsByWhatOthersTellItAlone() {
        finds(Guarantee.REVOCATIONS_ARE_LOOKED_FOR, Property.WHO_IS_OUT_IS_OUT_EVERYWHERE);
    }

    @Test
    void membersThatNeverSweep() {
        finds(Guarantee.SWEEP, Property.NOTHING_IS_LEFT);
    }

    /** Whoever closes a round waits for ever for what a lost member took. */
    @Test
    void rangesOfALostMemberThatAreNotHandedOutAgain() {
        finds(Guarantee.REQUEUE, Property.EVERY_ROUND_ENDS);
    }

    private static void finds(Guarantee broken, Property... properties) {
        long found = LongStream.range(0, SEEDS).filter(seed -> {
            Outcome outcome = new World(seed, broken).play();
            return Arrays.stream(properties).anyMatch(property -> outcome.violated(property).isPresent());
        }).findFirst().orElse(SEEDS);
        System.out.printf("simulation: without %s, found by seed %d%n", broken, found);
        assertTrue(found < SEEDS, "no world of " + SEEDS + " shows that " + broken + " is broken");
    }
}
