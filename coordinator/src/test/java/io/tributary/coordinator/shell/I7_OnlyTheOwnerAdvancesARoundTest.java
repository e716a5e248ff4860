package io.tributary.coordinator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class I7_OnlyTheOwnerAdvancesARoundTest {
    @Test
    void anOwnerThatWasTakenOverWritesNothingMoreAndSaysSo() throws Exception {
        try (ShellWorld old = new ShellWorld()) {
            String run = old.create(Plans.closeAll(1, 1));
            old.checkIn(1);
            OpenRound open = old.awaitRound(1);
            Fence next = old.memory.runs().claim(run, "member", Duration.ofHours(1)).orElseThrow();
            List<RoundEvent> before = old.events(run);
            old.report(open, "d0", 1, 1);
            ShellWorld.await("the old owner has given up", () -> old.runs.current()
                    .map(shell -> shell.view().status() == RunView.Status.FAILED).orElse(false));
            assertEquals(before, old.events(run));
            assertTrue(old.memory.models().find("test-model", 1).isEmpty());
            old.memory.runs().renew(next, Duration.ofSeconds(1));
        }
    }

    @Test
    void aRunThatAnotherMemberHoldsIsLeftAlone() throws Exception {
        try (ShellWorld owner = new ShellWorld(); ShellWorld other = owner.as("other")) {
            String run = owner.create(Plans.closeAll(1, 1));
            owner.checkIn(1);
            OpenRound open = owner.awaitRound(1);
            other.runs.resume();
            other.checkIn(1);
            owner.report(open, "d0", 1, 1);
            assertEquals(RunView.Status.FINISHED, owner.awaitEnd(run).status());
            assertTrue(other.runs.current().flatMap(RunShell::openRound).isEmpty());
        }
    }
}
