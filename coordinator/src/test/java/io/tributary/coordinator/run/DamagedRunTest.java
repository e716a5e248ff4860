package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No stored state makes a run immortal, and no run that cannot go on keeps another from going on. */
class DamagedRunTest implements Ports.Gate {
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final SigningKey key = SigningKey.generate();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final List<Runs> lives = new ArrayList<>();
    private volatile UnaryOperator<List<StoredEvent>> eventsAsRead = UnaryOperator.identity();
    private volatile UnaryOperator<RunRecord> runAsRead = UnaryOperator.identity();
    private volatile @Nullable Throwable thrownByKeys;
    private volatile String erring = "";
    private final AtomicInteger statusesLost = new AtomicInteger();
    private Runs runs = life();

    private Runs life() {
        Runs life = new Runs(
                Ports.of(memory).behind(this).services(key, pool, InstantSource.system(), "member",
                        _ -> Optional.empty()));
        lives.add(life);
        return life;
    }

    @AfterEach
    void close() {
        lives.forEach(Runs::close);
    }

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        Throwable thrown = switch (what) {
            case "KeyStore.find" -> thrownByKeys;
            case "RoundStore.append" ->
                    ((Fence) arguments[0]).run().equals(erring) ? new StackOverflowError("too deep") : null;
            case "RunStore.setStatus" ->
                    statusesLost.getAndDecrement() > 0 ? new StoreException("the disk is full") : null;
            default -> null;
        };
        if (thrown != null) {
            throw thrown;
        }
        return switch (what) {
            case "RoundStore.log" -> {
                StoredLog log = (StoredLog) Objects.requireNonNull(call.make());
                yield new StoredLog(log.past(), eventsAsRead.apply(log.events()));
            }
            case "RunStore.find" -> ((Optional<?>) call.make()).map(RunRecord.class::cast).map(runAsRead);
            case "RunStore.plan" -> ((Optional<?>) call.make()).map(SignedDocument.class::cast)
                    .flatMap(_ -> memory.runs().find((String) arguments[0]).map(runAsRead).map(RunRecord::plan));
            case "RunStore.active" -> all(call.make(), RunRecord.class).stream().map(runAsRead).toList();
            case "RunStore.newest" -> all(call.make(), ListedRun.class).stream()
                    .map(listed -> new ListedRun(runAsRead.apply((RunRecord) listed.run()), listed.lastRound()))
                    .toList();
            default -> call.make();
        };
    }

    private static <T> List<T> all(@Nullable Object list, Class<T> type) {
        return ((List<?>) list).stream().map(type::cast).toList();
    }

    private String create(RunPlan plan) throws RejectedException {
        return runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), plan);
    }

    private OpenRound reporting(String run) {
        RunWorld.await("run " + run + " takes reports", () -> {
            pool.checkIn("d0", InstantSource.system().instant());
            runs.active().forEach(ActiveRun::poolGrew);
            return runs.openRounds().stream().anyMatch(open -> open.run().equals(run));
        });
        return runs.openRounds().getFirst();
    }

    /** A first run in the middle of round 1, a second one that waits for its turn, and a restart with what {@code damage} does. */
    private List<String> restartedAfter(Runnable damage) throws Exception {
        String first = create(Plans.closeAll(1, 2));
        String second = create(Plans.closeAll(1, 1));
        reporting(first);
        runs.close();
        damage.run();
        runs = life();
        runs.resume();
        return List.of(first, second);
    }

    private String oldest() {
        return memory.runs().active("", 1).getFirst().run();
    }

    private RunView awaitFailure(String run) throws Exception {
        RunWorld.await("run " + run + " is played no more",
                () -> memory.runs().find(run).orElseThrow().status() == RunView.Status.FAILED
                        && runs.find(run).isEmpty());
        return runs.view(run);
    }

    private void hasItsTurn(String run) throws Exception {
        OpenRound open = reporting(run);
        runs.find(run).orElseThrow().tell(new RoundEvent.Declined(open.round(), "d0", "no"));
        awaitFailure(run);
    }

    @Test
    void aRunWhoseRoundKeyIsLostAbandonsTheRoundInWordsAndGoesOnWithTheNext() throws Exception {
        List<String> both = restartedAfter(() -> memory.keys().destroy(oldest() + ".1"));
        assertEquals(2, reporting(both.get(0)).round());
        RunView view = runs.view(both.get(0));
        assertEquals(RunView.Status.ACTIVE, view.status());
        assertEquals("key lost: the key of round 1 is gone: the updates that were sealed to it cannot be opened",
                view.history().getFirst().reason());
    }

    @Test
    void aRunWhoseRoundKeyIsDamagedAbandonsTheRoundInWordsAndGoesOnWithTheNext() throws Exception {
        List<String> both =
                restartedAfter(() -> thrownByKeys = new DamagedException("the file keys/wrapping/x is damaged"));
        RunWorld.await("round 1 is over", () -> {
            RunView view = view(both.get(0));
            return !view.history().isEmpty()
                    && view.history().getFirst().reason().equals("key lost: the file keys/wrapping/x is damaged");
        });
        thrownByKeys = null;
        assertEquals(2, reporting(both.get(0)).round());
    }

    private RunView view(String run) {
        try {
            return runs.view(run);
        } catch (RejectedException absent) {
            throw new AssertionError(absent);
        }
    }

    @Test
    void aRunOneOfWhoseEventsCannotBeReadFailsAndItsViewSaysWhich() throws Exception {
        List<String> both = restartedAfter(() -> eventsAsRead = DamagedRunTest::withOneByteChanged);
        String said = "are damaged at event 2: ";
        assertTrue(awaitFailure(both.get(0)).failure().contains(said));
        assertTrue(runs.page(Optional.empty(), "", 9).getLast().failure().contains(said), "in the list as well");
        assertTrue(assertThrows(RejectedException.class, () -> runs.resume(both.get(0))).detail().contains(said));
        eventsAsRead = UnaryOperator.identity();
        hasItsTurn(both.get(1));
        runs.resume(both.get(0));
        reporting(both.get(0));
    }

    private static List<StoredEvent> withOneByteChanged(List<StoredEvent> events) {
        return events.stream().map(event -> event.sequence() == 2
                ? new StoredEvent(2, event.round(), event.json().replaceFirst("\"", "'"), event.at()) : event).toList();
    }

    @Test
    void aRunOneOfWhoseEventsIsMissingFailsAndItsViewSaysWhich() throws Exception {
        List<String> both = restartedAfter(() -> eventsAsRead = events -> events.size() < 3 ? events
                : events.stream().filter(event -> event.sequence() != 2).toList());
        assertTrue(
                awaitFailure(both.get(0)).failure().contains("are damaged at event 2: its sequence must be 2, not 3"));
        eventsAsRead = UnaryOperator.identity();
        hasItsTurn(both.get(1));
    }

    @Test
    void anErrorOfTheProgramFailsTheRunInWordsAndItGoesOnWhereItWasWhenResumed() throws Exception {
        String first = create(Plans.closeAll(1, 2));
        String second = create(Plans.closeAll(1, 1));
        OpenRound open = reporting(first);
        erring = first;
        runs.find(first).orElseThrow().tell(new RoundEvent.Declined(1, "d0", "no"));
        assertEquals("the coordinator could not go on: too deep", awaitFailure(first).failure());
        hasItsTurn(second);
        erring = "";
        runs.resume(first);
        assertEquals(open.round(), reporting(first).round());
    }

    @Test
    void aFailureThatCannotBeStoredYetIsStoredWhenStorageWorksAgain() throws Exception {
        List<String> both = restartedAfter(() -> {
            eventsAsRead = DamagedRunTest::withOneByteChanged;
            statusesLost.set(3);
        });
        assertTrue(awaitFailure(both.get(0)).failure().contains("are damaged at event 2: "));
        assertTrue(statusesLost.get() < 0, "it was tried again");
    }

    @Test
    void aRunThatCannotBeReadIsSetAside() throws Exception {
        String bad = "{";
        List<String> both = restartedAfter(() -> {
            String run = oldest();
            runAsRead = row -> row.run().equals(run) ? withPlan(row, bad) : row;
        });
        hasItsTurn(both.get(1));
        assertEquals(RunView.Status.FAILED, runs.view(both.get(0)).status());
        assertTrue(
                runs.view(both.get(0)).failure().contains("the stored plan of run " + both.get(0) + " cannot be read"));
        List<RunSummary> listed = runs.page(Optional.empty(), "", 9);
        assertEquals(2, listed.size());
        assertEquals(RunView.Status.FAILED, listed.getLast().status());
        assertTrue(listed.getLast().failure().contains("cannot be read"), listed.getLast().failure());
        assertEquals(Reason.RUN_OVER,
                assertThrows(RejectedException.class, () -> runs.planned(both.get(0))).reason());
    }

    private static RunRecord withPlan(RunRecord row, String payload) {
        SignedDocument plan = new SignedDocument(payload.getBytes(StandardCharsets.UTF_8), row.plan().signature(),
                row.plan().key());
        return new RunRecord(row.run(), plan, row.status(), row.reason(), row.epoch(), row.owner(), row.leaseUntil(),
                row.created());
    }

    @Test
    void aRunThatIsStoppedWhileItWaitsLeavesNoKeyAndNoUpdateOfItsRound() throws Exception {
        String run = create(Plans.closeAll(1, 2));
        OpenRound open = reporting(run);
        try (ObjectWriter object = memory.objects().write(UpdateObjects.name(run, open.round(), "d0",
                "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55"))) {
            object.append(ByteBuffer.allocate(10));
            object.commit();
        }
        runs.close();
        runs = life(); // nothing is played: the run waits
        runs.stop(run, "not wanted");
        assertEquals(RunView.Status.STOPPED, memory.runs().find(run).orElseThrow().status());
        assertEquals("stopped: not wanted", runs.view(run).history().getFirst().reason());
        assertEquals(Optional.empty(), memory.keys().find(run + ".1"));
        assertEquals(List.of(), memory.objects().list("updates"));
    }

    @Test
    void stoppingARunThatHasFailedSaysThatItHasAndWhy() throws Exception {
        String run = create(Plans.closeAll(1, 1));
        hasItsTurn(run);
        RejectedException refused = assertThrows(RejectedException.class, () -> runs.stop(run, "not wanted"));
        assertEquals(Reason.RUN_OVER, refused.reason());
        assertTrue(refused.detail().contains("has failed already: none of 1 rounds made a model version"),
                refused.detail());
    }
}
