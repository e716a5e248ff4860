package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No failure keeps a round's key, or the updates that it opens, for longer than somebody may still need it (I5). */
class I5_KeysOfRoundsThatAreOverTest implements Ports.Gate {
    private static final String UPLOAD = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";

    private final HandClock clock = new HandClock();
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final SigningKey key = SigningKey.generate();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final List<Runs> lives = new ArrayList<>();
    private volatile boolean keysStay;
    private volatile boolean erring;
    private final List<Object> destroyed = new CopyOnWriteArrayList<>();
    private volatile Step beforeDestroying = () -> {};
    private volatile Step afterListing = () -> {};
    private Runs runs = life();

    private Runs life() {
        Runs life = new Runs(Ports.of(memory).behind(this).services(key, pool, clock, "member",
                _ -> Optional.empty()));
        lives.add(life);
        return life;
    }

    @AfterEach
    void close() {
        lives.forEach(Runs::close);
    }

    /** What else happens at a moment; once. */
    private interface Step {
        void take() throws Exception;
    }

    private Step once(Step step) {
        AtomicBoolean taken = new AtomicBoolean();
        return () -> {
            if (taken.compareAndSet(false, true)) {
                step.take();
            }
        };
    }

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (what.equals("KeyStore.destroy")) {
            beforeDestroying.take();
            destroyed.add(arguments[0]);
        }
        if (what.equals("KeyStore.list")) {
            Object listed = call.make();
            afterListing.take();
            return listed;
        }
        if (keysStay && what.equals("KeyStore.destroy")) {
            throw new DamagedException("the key cannot be deleted");
        }
        if (erring && what.equals("RoundStore.append")) {
            throw new StackOverflowError("too deep");
        }
        return call.make();
    }

    /** A run in the middle of round 1, of which one update is stored. */
    private String reporting() throws Exception {
        RunPlan plan = Plans.closeAll(1, 2);
        String run = runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), plan);
        RunWorld.await("the run takes reports", () -> {
            pool.checkIn("d0", clock.instant());
            runs.active().forEach(ActiveRun::poolGrew);
            return !runs.openRounds().isEmpty();
        });
        try (ObjectWriter blob = memory.objects().write(UpdateObjects.name(run, 1, "d0", UPLOAD))) {
            blob.append(ByteBuffer.allocate(10));
            blob.commit();
        }
        return run;
    }

    private void fails(String run) throws Exception {
        runs.find(run).orElseThrow().tell(new RoundEvent.Declined(1, "d0", "no"));
        RunWorld.await("the run has failed",
                () -> memory.runs().find(run).orElseThrow().status() == RunView.Status.FAILED
                        && runs.find(run).isEmpty());
    }

    private void endsTheRound(String run) {
        runs.find(run).orElseThrow().tell(new RoundEvent.Declined(1, "d0", "no"));
        RunWorld.await("the key of the round is destroyed",
                () -> memory.rounds().effectsDone(run, 1).contains("destroy-round-key"));
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), memory.keys().list());
        assertEquals(List.of(), memory.objects().list("updates"));
        assertEquals(0, runs.undestroyedKeys());
    }

    @Test
    void aKeyThatCouldNotBeDestroyedIsCountedAndDestroyedAsSoonAsItCanBe() throws Exception {
        String run = reporting();
        keysStay = true;
        fails(run);
        assertEquals(List.of(run + ".1"), memory.keys().list());
        assertEquals(false, memory.rounds().effectsDone(run, 1).contains("destroy-round-key"), "it is not done");

        runs.sweep();
        assertEquals(1, runs.undestroyedKeys());

        keysStay = false;
        runs.sweep();
        assertNothingIsLeft();
    }

    @Test
    void aStartDestroysWhatAnEarlierLifeCouldNot() throws Exception {
        String run = reporting();
        keysStay = true;
        fails(run);
        runs.close();
        keysStay = false;
        runs = life();
        runs.resume();
        assertNothingIsLeft();
    }

    @Test
    void aRunThatFailedInTheMiddleOfARoundKeepsItsKeyUntilTheRoundsDeadlineAndThenGoesOnWithTheNext() throws Exception {
        String run = reporting();
        erring = true;
        fails(run);
        erring = false;
        runs.sweep();
        assertEquals(List.of(run + ".1"), memory.keys().list());

        clock.pass(Duration.ofSeconds(Plans.closeAll(1, 2).round().deadlineSeconds()));
        runs.sweep();
        assertNothingIsLeft();

        runs.resume(run);
        RunWorld.await("round 2 takes reports", () -> {
            pool.checkIn("d0", clock.instant());
            runs.active().forEach(ActiveRun::poolGrew);
            return runs.openRounds().stream().anyMatch(open -> open.round() == 2);
        });
        assertEquals("key lost: the key of round 1 is gone: the updates that were sealed to it cannot be opened",
                runs.view(run).history().getFirst().reason());
    }

    @Test
    void aSweepBetweenTheEndOfARoundAndTheEndOfItsKeyLeavesTheKeyToTheRun() throws Exception {
        String run = reporting();
        beforeDestroying = once(() -> runs.sweep());
        endsTheRound(run);
        assertEquals(List.of(run + ".1"), destroyed, "once");
    }

    @Test
    void aRoundThatEndsWhileASweepLooksIsNoneThatLeftItsKey() throws Exception {
        String run = reporting();
        afterListing = once(() -> endsTheRound(run));
        runs.sweep();
        assertEquals(List.of(run + ".1"), destroyed, "once");
    }

    @Test
    void theKeyByWhichTheStoreIsProbedIsOfNoRoundAndStays() {
        memory.keys().putIfAbsent(KeyStore.PROBE, new byte[1]);
        runs.sweep();
        assertEquals(List.of(), destroyed);
    }

    @Test
    void aKeyOfNoRunIsDestroyed() {
        memory.keys().putIfAbsent("01890a5d-ac96-774b-bcce-b302099a8057.1", new byte[32]);
        memory.keys().putIfAbsent("something-else", new byte[32]);
        runs.sweep();
        assertNothingIsLeft();
    }
}
