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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

        assertEquals(List.of("first", "second"), ports.runs().active("", 9).stream().map(StoredRun::run).toList());
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

    private void fiveRunsOfWhichTheSecondAndFourthAreStopped() {
        for (String run : List.of("b", "a", "e", "d", "c")) {
            ports.runs().create(run, document("plan"), PlanUse.once(), AT);
        }
        for (String run : List.of("b", "d")) {
            Fence fence = ports.runs().claim(run, "m", LEASE).orElseThrow();
            ports.runs().setStatus(fence, RunView.Status.STOPPED, "");
            ports.rounds().append(fence, 3, "{}", AT);
            ports.rounds().append(fence, 4, "{}", AT);
        }
    }

    private List<String> newest(Optional<RunView.Status> status, String before, int limit) {
        return ports.runs().newest(status, before, limit).stream().map(listed -> listed.run().run()).toList();
    }

    @Test
    void runsAreListedInPartsNewestFirst() {
        fiveRunsOfWhichTheSecondAndFourthAreStopped();
        assertEquals(List.of("e", "d"), newest(Optional.empty(), "", 2));
        assertEquals(List.of("c", "b"), newest(Optional.empty(), "d", 2));
        assertEquals(List.of("a"), newest(Optional.empty(), "b", 2));
        assertEquals(List.of("d", "b"), newest(Optional.of(RunView.Status.STOPPED), "", 9));
        assertEquals(List.of("c", "a"), newest(Optional.of(RunView.Status.ACTIVE), "e", 9));
        assertEquals(List.of(), newest(Optional.of(RunView.Status.FAILED), "", 9));
    }

    @Test
    void aListSaysTheNewestRoundOfEachRun() {
        fiveRunsOfWhichTheSecondAndFourthAreStopped();
        assertEquals(List.of(0, 4, 0, 4, 0),
                ports.runs().newest(Optional.empty(), "", 9).stream().map(ListedRun::lastRound).toList());
    }

    @Test
    void aProbeIsTakenAgainAndAgainAndChangesNoRun() {
        ports.runs().probe(AT);
        ports.runs().probe(AT.plusSeconds(1));
        assertEquals(List.of(), newest(Optional.empty(), "", 9));
    }

    @Test
    void activeRunsAreListedInPartsOldestFirst() {
        fiveRunsOfWhichTheSecondAndFourthAreStopped();
        assertEquals(List.of("a", "c"), ports.runs().active("", 2).stream().map(StoredRun::run).toList());
        assertEquals(List.of("e"), ports.runs().active("c", 2).stream().map(StoredRun::run).toList());
    }

    @Test
    void aRunIsDeletedWithAllOfItsRoundsByItsOwnerAlone() throws Exception {
        fiveRunsOfWhichTheSecondAndFourthAreStopped();
        Fence old = ports.runs().claim("d", "m", LEASE).orElseThrow();
        ports.rounds().openReports(old, 4, Set.of("ann"));
        ports.rounds().effectDone(old, 4, "effect");
        ports.rounds().forgetBefore(old, 4, new TreeMap<>(Map.of(3, "[]")));
        ports.rounds().accept(new AcceptedUpdate("d", 4, "ann", "upload", "hash", 7, 0.25, 12, 34, AT,
                document("statement")));
        Fence fence = ports.runs().claim("d", "m", LEASE).orElseThrow();
        assertThrows(StaleEpochException.class, () -> ports.runs().delete(old));

        ports.runs().delete(fence);

        assertEquals(Optional.empty(), ports.runs().find("d"));
        assertThrows(StaleEpochException.class, () -> ports.runs().setStatus(fence, RunView.Status.ACTIVE, ""));
        assertThrows(IllegalArgumentException.class, () -> ports.runs().claim("d", "m", LEASE));
        assertEquals(List.of("e", "c", "b", "a"), newest(Optional.empty(), "", 9));
        purge();
        assertEquals(Optional.empty(), ports.runs().plan("d"));
        assertEquals(new StoredLog(List.of(), List.of()), ports.rounds().log("d"));
        assertEquals(Set.of(), ports.rounds().effectsDone("d", 4));
        assertEquals(List.of(), ports.rounds().accepted("d", 4));
        assertEquals(List.of("e", "c", "b", "a"), newest(Optional.empty(), "", 9));
        assertEquals(2, ports.rounds().events("b", 1).size());
    }

    private void purge() {
        for (int part = 1; ports.runs().purge(1); part++) {
            assertTrue(part < 1_000, "it never ends");
        }
    }

    @Test
    void aDeletedRunGoesInPartsAndNoOtherLosesAnything() {
        fiveRunsOfWhichTheSecondAndFourthAreStopped();
        ports.runs().delete(ports.runs().claim("d", "m", LEASE).orElseThrow());
        ports.runs().purge(1);
        assertEquals(Optional.empty(), ports.runs().find("d"));
        purge();
        assertFalse(ports.runs().purge(9));
        assertEquals(2, ports.rounds().events("b", 1).size());
    }

    /** Runs a, b, c, ... that ended one minute after the other. */
    private void over(String... runs) {
        for (String run : runs) {
            ports.runs().create(run, document("plan"), PlanUse.once(), AT);
            ports.runs().setStatus(ports.runs().claim(run, "m", LEASE).orElseThrow(), RunView.Status.FINISHED, "");
            clock.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void runsThatAreOverAreOutdatedBeyondANumber() {
        over("a", "b", "c");
        ports.runs().create("d", document("plan"), PlanUse.once(), AT);
        ports.runs().setStatus(ports.runs().claim("b", "m", LEASE).orElseThrow(), RunView.Status.PAUSED, "why");

        assertEquals(List.of(), ports.runs().outdated(2, Instant.MIN, 9));
        assertEquals(List.of("a"), ports.runs().outdated(1, Instant.MIN, 9));
        ports.runs().setStatus(ports.runs().claim("b", "m", LEASE).orElseThrow(), RunView.Status.FAILED, "why");
        assertEquals(List.of("a", "b"), ports.runs().outdated(1, Instant.MIN, 9));
        assertEquals(List.of("a"), ports.runs().outdated(1, Instant.MIN, 1));
    }

    @Test
    void runsThatEndedLongAgoAreOutdatedButForTheNewest() {
        Instant first = clock.instant();
        over("a", "b", "c");
        assertEquals(List.of(), ports.runs().outdated(9, first, 9));
        assertEquals(List.of("a"), ports.runs().outdated(9, first.plusSeconds(1), 9));
        assertEquals(List.of("a", "b"), ports.runs().outdated(9, clock.instant(), 9));
    }

    @Test
    void aRunThatMadeAKeptVersionIsNotOutdatedAndItsPlanOutlivesItsDeletion() {
        ports.runs().create("a", document("plan"), PlanUse.once(), AT);
        Fence fence = ports.runs().claim("a", "m", LEASE).orElseThrow();
        ports.models().commit(fence, "glyphs", 0, "0".repeat(64), document("version 0"), Optional.empty(),
                Map.of("a".repeat(64), new ChunkPlace("models/glyphs/0.pack", 0, 9)));
        ports.runs().setStatus(fence, RunView.Status.FINISHED, "");
        over("b", "c");
        assertEquals(List.of("b"), ports.runs().outdated(1, Instant.MIN, 9));

        ports.runs().delete(ports.runs().claim("a", "m", LEASE).orElseThrow());
        purge();
        assertEquals(Optional.of(document("plan")), ports.runs().plan("a"));

        Fence next = ports.runs().claim("c", "m", LEASE).orElseThrow();
        ports.models().commit(next, "glyphs", 1, document("version 0").hash(), document("version 1"),
                Optional.empty(), Map.of("b".repeat(64), new ChunkPlace("models/glyphs/1.pack", 0, 9)));
        ports.models().retain(next, "glyphs", 1);
        purge();
        assertEquals(Optional.empty(), ports.runs().plan("a"));
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
    void aRunThatWasGivenUpIsClaimedByAnybodyAtOnceAndByItsOldOwnerNeverWritten() {
        Fence fence = claimed();

        ports.runs().release(fence);

        assertEquals(Optional.of(new Fence(RUN, 2)), ports.runs().claim(RUN, "b", LEASE));
        assertThrows(StaleEpochException.class, () -> ports.runs().release(fence));
    }

    @Test
    void itIsSaidWhoPlaysActiveRunsAndHowFarTheyAre() {
        ports.runs().create("z", document("z"), new PlanUse("z", 0, 1, 1, 1), AT, 8);
        Fence fence = claimed();
        ports.rounds().append(fence, 1, "{}", clock.instant());
        ports.rounds().append(fence, 1, "{}", clock.instant());

        assertEquals(List.of(new RunOwnership(RUN, "a", true, 2, AT, 5), new RunOwnership("z", "", false, 0, AT, 8)),
                ports.runs().owners("", 10));
        assertEquals(List.of("z"), ports.runs().owners(RUN, 10).stream().map(RunOwnership::run).toList());
        assertEquals(2, ports.rounds().newestEvent(RUN));
        clock.pass(LEASE);
        assertFalse(ports.runs().owners("", 1).getFirst().leased());
        ports.runs().setStatus(fence, RunView.Status.FINISHED, "");
        assertEquals(List.of("z"), ports.runs().owners("", 10).stream().map(RunOwnership::run).toList());
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
