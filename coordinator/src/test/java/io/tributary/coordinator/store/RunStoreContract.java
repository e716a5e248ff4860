package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link RunStore} does. */
public abstract class RunStoreContract extends RowContract {
    @Test
    void aNewRunIsActiveAndUnowned() {
        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT);

        assertEquals(
                Optional.of(new RunRecord(RUN, document("plan"), RunView.Status.ACTIVE, "", 0, "", Instant.EPOCH, AT)),
                ports.runs().find(RUN));
    }

    @Test
    void aRunThatIsNotThereIsNotFound() {
        assertEquals(Optional.empty(), ports.runs().find(RUN));
        assertThrows(IllegalArgumentException.class, () -> ports.runs().claim(RUN, "a", LEASE));
    }

    @Test
    void creatingTheSameRunAgainChangesNothing() {
        Fence fence = claimed();

        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT.plusSeconds(9));

        assertEquals(
                new RunRecord(RUN, document("plan"), RunView.Status.ACTIVE, "", fence.epoch(), "a",
                        clock.instant().plus(LEASE),
                        AT),
                ports.runs().find(RUN).orElseThrow());
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT.plusNanos(999_999));

        assertEquals(AT, ports.runs().find(RUN).orElseThrow().created());
    }

    @Test
    void aRunKeepsItsPlan() {
        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT);

        assertThrows(IllegalStateException.class,
                () -> ports.runs().create(RUN, document("another plan"), PlanUse.once(), AT));
        assertEquals(document("plan"), ports.runs().find(RUN).orElseThrow().plan());
    }

    @Test
    void aPlanStartsAsManyRunsAsItsUseAllows() {
        PlanUse twice = new PlanUse("one-use", 0, 1, 2, 1);

        assertTrue(ports.runs().create("first", document("plan"), twice, AT));
        assertTrue(ports.runs().create("second", document("plan that was written anew"), twice, AT));
        assertFalse(ports.runs().create("third", document("plan"), twice, AT));

        assertEquals(List.of("first", "second"), ports.runs().list().stream().map(StoredRun::run).toList());
        assertTrue(ports.runs().create("second", document("plan that was written anew"), twice, AT));
        assertTrue(ports.runs().create("third", document("plan"), new PlanUse("another-use", 0, 1, 1, 1), AT));
    }

    @Test
    void theUsesOfAnotherOwnerAreCountedApart() {
        PlanUse once = new PlanUse("one-use", 0, 1, 1, 1);
        SignedDocument mine = document("plan");
        byte[] key = mine.key();
        key[0] ^= 1;

        assertTrue(ports.runs().create("first", mine, once, AT));
        assertTrue(ports.runs().create("second", new SignedDocument(mine.payload(), mine.signature(), key), once, AT));
    }

    @Test
    void runsAreListedOldestFirst() {
        ports.runs().create("second", document("plan"), PlanUse.once(), AT.plusSeconds(1));
        ports.runs().create("first", document("plan"), PlanUse.once(), AT);
        ports.runs().create("third", document("plan"), PlanUse.once(), AT.plusSeconds(2));

        assertEquals(List.of("first", "second", "third"), ports.runs().list().stream().map(StoredRun::run).toList());
    }

    @Test
    void theFirstClaimGetsEpochOne() {
        assertEquals(new Fence(RUN, 1), claimed());
    }

    @Test
    void aLiveLeaseKeepsOthersOut() {
        Fence fence = claimed();
        clock.pass(LEASE.minusMillis(1));

        assertEquals(Optional.empty(), ports.runs().claim(RUN, "b", LEASE));
        assertEquals(fence.epoch(), ports.runs().find(RUN).orElseThrow().epoch());
    }

    @Test
    void anExpiredLeaseLetsAnotherMemberTakeOver() {
        claimed();
        clock.pass(LEASE);

        assertEquals(Optional.of(new Fence(RUN, 2)), ports.runs().claim(RUN, "b", LEASE));
        assertEquals("b", ports.runs().find(RUN).orElseThrow().owner());
    }

    @Test
    void aRestartedOwnerClaimsAtOnceWithTheNextEpoch() {
        claimed();

        assertEquals(Optional.of(new Fence(RUN, 2)), ports.runs().claim(RUN, "a", LEASE));
    }

    @Test
    void renewingExtendsTheLeaseFromNow() {
        Fence fence = claimed();
        clock.pass(Duration.ofSeconds(2));

        ports.runs().renew(fence, LEASE);
        clock.pass(Duration.ofSeconds(2));

        assertFalse(ports.runs().claim(RUN, "b", LEASE).isPresent());
    }

    @Test
    void anOwnerWhoseLeaseExpiredRenewsIfNobodyTookOver() {
        Fence fence = claimed();
        clock.pass(LEASE.multipliedBy(10));

        ports.runs().renew(fence, LEASE);

        assertEquals(clock.instant().plus(LEASE), ports.runs().find(RUN).orElseThrow().leaseUntil());
    }

    @Test
    void theOwnerEndsTheRun() {
        ports.runs().setStatus(claimed(), RunView.Status.FINISHED, "");

        assertEquals(RunView.Status.FINISHED, ports.runs().find(RUN).orElseThrow().status());
    }

    @Test
    void aRunThatIsOverCanBeMadeActiveAgain() {
        Fence fence = claimed();
        ports.runs().setStatus(fence, RunView.Status.STOPPED, "it was asked for");

        ports.runs().setStatus(fence, RunView.Status.ACTIVE, "");

        assertEquals(RunView.Status.ACTIVE, ports.runs().find(RUN).orElseThrow().status());
    }

    @Test
    @DisplayName("I7: an owner that was taken over neither renews nor ends the run")
    void anOldOwnerIsRefused() {
        Fence old = claimed();
        takenOver();
        RunRecord before = ports.runs().find(RUN).orElseThrow();

        assertThrows(StaleEpochException.class, () -> ports.runs().renew(old, LEASE));
        assertThrows(StaleEpochException.class, () -> ports.runs().setStatus(old, RunView.Status.FAILED, "x"));
        assertEquals(before, ports.runs().find(RUN).orElseThrow());
    }

    @Test
    @DisplayName("I7: a right for a run that is not there, or from the future, is refused")
    void aFenceThatWasNeverGivenIsRefused() {
        Fence fence = claimed();

        assertThrows(StaleEpochException.class,
                () -> ports.runs().renew(new Fence(RUN, fence.epoch() + 1), LEASE));
        assertThrows(StaleEpochException.class, () -> ports.runs().renew(new Fence("no-such-run", 1), LEASE));
    }

    @Test
    @DisplayName("I7: of many members that claim at once, one becomes the owner")
    void oneClaimWins() throws InterruptedException {
        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT);

        List<Optional<Fence>> claims = Race.of(16, index -> ports.runs().claim(RUN, "member-" + index, LEASE));

        assertEquals(1, claims.stream().filter(Optional::isPresent).count());
        assertTrue(claims.contains(Optional.of(new Fence(RUN, 1))));
    }
}
