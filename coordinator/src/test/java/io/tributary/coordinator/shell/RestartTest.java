package io.tributary.coordinator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A coordinator that dies and is started again on the same stores goes on where it was. */
class RestartTest {
    /** A round store that dies for good at its n-th write by the owner, before or after it is made. */
    private static final class Mortal implements RoundStore {
        private final RoundStore store;
        private final AtomicInteger left;
        private final boolean afterWriting;

        Mortal(RoundStore store, int writes, boolean afterWriting) {
            this.store = store;
            this.left = new AtomicInteger(writes);
            this.afterWriting = afterWriting;
        }

        private void write(Runnable made) {
            int now = left.getAndDecrement();
            if (now > 0 || (now == 0 && afterWriting)) {
                made.run();
            }
            if (now <= 0) {
                throw new StoreException("died, as the test wants");
            }
        }

        @Override
        public void append(Fence fence, int round, String json, Instant at) {
            write(() -> store.append(fence, round, json, at));
        }

        @Override
        public List<StoredEvent> events(String run, int fromRound) {
            return store.events(run, fromRound);
        }

        @Override
        public void effectDone(Fence fence, int round, String effect) {
            write(() -> store.effectDone(fence, round, effect));
        }

        @Override
        public Set<String> effectsDone(String run, int round) {
            return store.effectsDone(run, round);
        }

        @Override
        public void openReports(Fence fence, int round, Set<String> cohort) {
            store.openReports(fence, round, cohort);
        }

        @Override
        public AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException {
            return store.accept(update);
        }

        @Override
        public List<AcceptedUpdate> closeReports(Fence fence, int round) {
            return store.closeReports(fence, round);
        }

        @Override
        public List<AcceptedUpdate> accepted(String run, int round) {
            return store.accepted(run, round);
        }
    }

    static IntStream writes() {
        return IntStream.range(0, 2 * 17);
    }

    /** A run of one round makes about 17 writes: at each of them the first coordinator dies, before or after it. */
    @ParameterizedTest(name = "death {0}")
    @MethodSource("writes")
    void aRunWhoseCoordinatorDiesAtAnyWriteEndsAsIfItHadNot(int death) throws Exception {
        String run;
        try (ShellWorld first = new ShellWorld()
                .over(rounds -> new Mortal(rounds, death / 2, death % 2 == 1))) {
            run = first.create(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600), 1, 10));
            play(first);
            try (ShellWorld second = first.again()) {
                second.runs.resume();
                play(second);
                RunView view = second.awaitEnd(run);
                assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
                assertEquals(1, view.history().size());
                assertEquals(1, view.history().get(0).accepted());
                assertEquals(1, view.modelVersion(), "one version, not two");
                assertEquals(0.5f, second.firstValue(1));
                assertEquals(List.of(), second.memory.blobs().list("updates"));
            }
        }
    }

    /** Checks in and reports until the run is over or its coordinator is dead. */
    private static void play(ShellWorld world) throws Exception {
        RunShell shell = world.runs.current().orElse(null);
        while (shell != null && shell.view().status() == RunView.Status.ACTIVE) {
            world.checkIn(1);
            OpenRound open = shell.openRound().orElse(null);
            if (open != null && world.memory.rounds().accepted(open.run(), 1).isEmpty()) {
                world.accept(open, "d0", 0.5f, 1);
            }
            if (open != null) {
                shell.tell(new RoundEvent.UpdateAccepted(1, "d0"));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void anUpdateThatWasAcceptedJustBeforeACrashCountsAfterIt() throws Exception {
        try (ShellWorld first = new ShellWorld()) {
            String run = first.create(Plans.closeAll(1, 1));
            first.checkIn(1);
            first.accept(first.awaitRound(1), "d0", 1, 1);
            first.close();
            try (ShellWorld second = first.again()) {
                second.runs.resume();
                assertEquals(RunView.Status.FINISHED, second.awaitEnd(run).status());
                assertEquals(1f, second.firstValue(1));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void theHistoryIsTheSameAfterARestart() throws Exception {
        try (ShellWorld first = new ShellWorld()) {
            String run = first.create(Plans.closeAll(2, 3));
            first.checkIn(2);
            OpenRound open = first.awaitRound(1);
            first.report(open, "d0", 1, 1);
            first.report(open, "d1", 1, 1);
            first.checkIn(2);
            first.awaitRound(2);
            RunView before = first.runs.view(run);
            first.close();
            try (ShellWorld second = first.again()) {
                second.runs.resume();
                second.awaitRound(2);
                assertEquals(before, second.runs.view(run));
            }
        }
    }
}
