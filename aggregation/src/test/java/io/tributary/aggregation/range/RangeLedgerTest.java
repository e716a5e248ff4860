package io.tributary.aggregation.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RangeLedgerTest {
    private static final ChunkRange FIRST = new ChunkRange(0, 4);
    private static final ChunkRange SECOND = new ChunkRange(4, 6);
    private static final Instant SOON = Instant.ofEpochSecond(10);
    private static final Instant LATER = Instant.ofEpochSecond(20);

    private final RangeLedger ledger = new RangeLedger(List.of(FIRST, SECOND));

    @Test
    void aLeaseEndsAtItsEndAndNotBefore() {
        ledger.lease("a", SOON);
        ledger.lease("b", LATER);
        assertEquals(Optional.of(SOON), ledger.firstEnd());
        ledger.expire(SOON.minusNanos(1));
        assertTrue(ledger.holds("a"));
        ledger.expire(SOON);
        assertTrue(ledger.holds("b"));
        assertFalse(ledger.holds("a"));
        assertEquals(Optional.of(LATER), ledger.firstEnd());
    }

    @Test
    void whatWasLostIsHandedOutBeforeWhatNobodyHadYet() {
        ledger.lease("a", SOON);
        ledger.lost("a");
        assertEquals(Optional.of(FIRST), ledger.lease("b", SOON));
        assertEquals(Optional.of(SECOND), ledger.lease("a", SOON));
        assertEquals(Optional.empty(), ledger.lease("c", SOON));
    }

    @Test
    void aRangeWhoseLateAnswerCameInTheEndIsNotHandedOutAgain() {
        ledger.lease("a", SOON);
        ledger.expire(SOON);
        ledger.done("a", FIRST, Sha256.ZERO, "first");
        assertEquals(Optional.of(SECOND), ledger.lease("b", LATER));
    }

    @Test
    void anAnswerToAnotherOrderLeavesALeaseAlone() {
        ledger.lease("a", SOON);
        ledger.expire(SOON);
        ledger.lease("b", LATER);
        ledger.lease("a", LATER);
        ledger.done("a", FIRST, Sha256.ZERO, "first");
        assertTrue(ledger.holds("a"));
        assertFalse(ledger.complete());
        ledger.done("a", SECOND, Sha256.ZERO, "second");
        assertFalse(ledger.holds("a"));
        assertEquals(List.of("first", "second"), ledger.results());
    }

    @Test
    void whatNobodyAskedForIsNoAnswerAndAWorkerHasOneRange() {
        assertThrows(IllegalArgumentException.class,
                () -> ledger.done("a", new ChunkRange(0, 2), Sha256.ZERO, "half"));
        ledger.lease("a", SOON);
        assertThrows(IllegalStateException.class, () -> ledger.lease("a", SOON));
        assertThrows(IllegalStateException.class, ledger::results);
    }
}
