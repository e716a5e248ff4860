package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class I7_OnlyTheOwnerAdvancesARoundTest {
    private static final long LEASE_AND_MORE = OwnerLease.LENGTH.toMillis() + 1;

    @Test
    void anOwnerThatWasTakenOverWritesNothingMoreAndSaysSo() throws Exception {
        try (RunWorld old = new RunWorld()) {
            String run = old.create(Plans.closeAll(1, 1));
            old.checkIn(1);
            OpenRound open = old.awaitRound(1);
            Fence next = old.memory.runs().claim(run, "member", Duration.ofHours(1)).orElseThrow();
            List<RoundEvent> before = old.events(run);
            old.report(open, "d0", 1, 1);
            RunWorld.await("the old owner has given up", () -> isFailed(old));
            assertEquals(before, old.events(run));
            assertTrue(old.memory.models().find("test-model", 1).isEmpty());
            old.memory.runs().renew(next, Duration.ofSeconds(1));
        }
    }

    @Test
    void anOwnerWhoseRenewalIsRefusedShowsItsRoundNoMoreAlthoughItWritesNothing() throws Exception {
        try (RunWorld old = new RunWorld()) {
            String run = old.create(Plans.closeAll(2, 1));
            old.checkIn(2);
            old.awaitRound(1);
            assertTrue(old.memory.runs().claim(run, "member", Duration.ofHours(1)).isPresent());
            RunWorld.await("the old owner has given up", () -> isFailed(old));
            ActiveRun lost = old.runs.find(run).orElseThrow();
            assertEquals("another coordinator took the run over", lost.view().failure());
            assertTrue(lost.openRound().isEmpty());
        }
    }

    @Test
    void anOwnerThatLostARunGoesOnWithItWhenTheOtherLetsGo() throws Exception {
        AtomicLong ahead = new AtomicLong();
        try (RunWorld old = new RunWorld(() -> Instant.now().plusMillis(ahead.get()))) {
            String run = old.create(Plans.closeAll(2, 1));
            old.checkIn(2);
            OpenRound before = old.awaitRound(1);
            while (old.memory.runs().claim(run, "other", Duration.ofHours(1)).isEmpty()) {
                ahead.addAndGet(LEASE_AND_MORE); // unless the owner renewed in between
            }
            RunWorld.await("the old owner has given up", () -> isFailed(old));
            assertTrue(old.runs.find(run).orElseThrow().openRound().isEmpty());
            ahead.addAndGet(Duration.ofHours(1).toMillis());
            OpenRound open = old.awaitRound(1);
            assertEquals(before.state().offer(), open.state().offer());
            old.report(open, "d0", 1, 1);
            old.report(open, "d1", 1, 1);
            RunWorld.await("the run is over", () -> old.runs.active().isEmpty());
            assertEquals(RunView.Status.FINISHED, old.runs.view(run).status());
        }
    }

    @Test
    void anOwnerThatLostARunToItsOwnNamesakeDoesNotTakeItBack() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = RunIds.next(InstantSource.system());
            world.memory.runs().create(run, world.sign(Plans.closeAll(1, 1)), PlanUse.once(),
                    InstantSource.system().instant());
            OwnerLease lease = new OwnerLease(world.memory.runs(), run, "member", _ -> {}, Waits.REAL);
            assertTrue(lease.claim().isPresent());
            Fence namesake = world.memory.runs().claim(run, "member", Duration.ofHours(1)).orElseThrow();
            assertTrue(lease.claimBack().isEmpty());
            world.memory.runs().renew(namesake, Duration.ofHours(1));
            lease.close();
        }
    }

    private static boolean isFailed(RunWorld world) {
        return world.runs.active().stream().anyMatch(run -> run.view().status() == RunView.Status.FAILED);
    }

    @Test
    void aRunThatAnotherMemberHoldsIsLeftAlone() throws Exception {
        try (RunWorld owner = new RunWorld(); RunWorld other = owner.as("other")) {
            String run = owner.create(Plans.closeAll(1, 1));
            owner.checkIn(1);
            OpenRound open = owner.awaitRound(1);
            other.runs.resume();
            other.checkIn(1);
            owner.report(open, "d0", 1, 1);
            assertEquals(RunView.Status.FINISHED, owner.awaitEnd(run).status());
            assertTrue(other.runs.openRounds().isEmpty());
        }
    }
}
