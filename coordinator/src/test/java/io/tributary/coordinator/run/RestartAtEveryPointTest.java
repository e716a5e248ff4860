package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.Fuse.Fault;
import io.tributary.coordinator.run.Life.Scenario;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A coordinator is killed before and after every write of a whole run, and another one is started on the same storage: what comes
 * of the run is what would have come of it undisturbed.
 */
class RestartAtEveryPointTest {

    /**
     * What is left of a run. Model bytes are compared by hash, in the views. When a version was measured is no part of it, as that goes on
     * beside the next round; that each was, once and in order, is.
     */
    private record End(RunView.Status status, List<String> rounds, List<String> events, List<Integer> measured,
            List<List<String>> accepted, List<String> packs) {}

    /** The storage of a life, opened anew by each coordinator. */
    private interface Storage {
        Ports open();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void aRunKilledAnywhereEndsAsIfItHadNotBeen(Scenario scenario) throws Exception {
        End undisturbed = played(scenario, Fuse.NEVER, Fuse.NEVER).end();
        int point = 0;
        for (Played played = played(scenario, point, Fuse.NEVER); played.killed() != null; played =
                played(scenario, ++point, Fuse.NEVER)) {
            assertEquals(undisturbed, played.end(), "killed at point " + point + ", " + played.killed());
        }
        assertTrue(point > 40, point + " points are too few to be all");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void aCoordinatorKilledAgainWhileItTakesTheRunUpMakesNoDifference(Scenario scenario) throws Exception {
        End undisturbed = played(scenario, Fuse.NEVER, Fuse.NEVER).end();
        int points = played(scenario, Fuse.NEVER, Fuse.NEVER).passed().size();
        for (int first = 0; first < points; first += 3) {
            for (int second = 0; second < 6; second++) {
                assertEquals(undisturbed, played(scenario, first, second).end(),
                        "killed at point " + first + " and at point " + second + " of the next life");
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void storageThatFailsAnywhereAndWorksAgainMakesNoDifference(Scenario scenario) throws Exception {
        End undisturbed = played(scenario, Fuse.NEVER, Fuse.NEVER).end();
        boolean failed = true;
        for (int point = 0; failed; point++) {
            RowPorts.Hand clock = new RowPorts.Hand();
            Ports ports = Ports.of(new MemoryStores(clock));
            Life life = new Life(scenario, clock);
            life.prepare(ports);
            RunView view = life.live(ports.behind(new Fuse(point, Fault.FAILURE)));
            assertEquals(undisturbed, end(life, ports, view), "storage failed at point " + point);
            failed = !life.failures.isEmpty();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void anEffectUnderWhichStorageFailsForEverEndsTheRunInWords() throws Exception {
        RowPorts.Hand clock = new RowPorts.Hand();
        Ports ports = Ports.of(new MemoryStores(clock));
        Life life = new Life(Scenario.EVERYONE_REPORTS, clock);
        life.prepare(ports);
        RunView view = life.live(ports.behind((what, arguments, call) -> {
            if (what.equals("ModelStore.commit") && arguments[2].equals(1)) {
                throw new StoreException("the disk is gone");
            }
            return call.make();
        }));
        assertEquals(RunView.Status.FAILED, view.status());
        assertEquals("round 1, aggregate: the disk is gone", view.failure());
        assertEquals(RetryBudget.TRIES_PER_EFFECT - 1, life.failures.size());
        assertEquals(Optional.empty(), ports.keys().find(Life.RUN + ".1"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void thePacksOfKeptVersionsAndOfTheLastTwoStatesAreLeft() throws Exception {
        assertEquals(
                List.of("states/test-model/2", "states/test-model/3", "models/test-model/1", "models/test-model/2",
                        "models/test-model/3"),
                played(Scenario.EVERYONE_REPORTS, Fuse.NEVER, Fuse.NEVER).end().packs());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void everyKindOfWriteIsAmongThePoints() throws Exception {
        Set<String> passed = new HashSet<>(played(Scenario.EVERYONE_REPORTS, Fuse.NEVER, Fuse.NEVER).passed());
        for (String write : List.of("RunStore.claim", "RunStore.setStatus", "RoundStore.append",
                "RoundStore.effectDone",
                "RoundStore.openReports", "RoundStore.accept", "RoundStore.closeReports", "ModelStore.commit",
                "ModelStore.forgetStates", "ModelStore.retain",
                "ObjectWriter.commit", "ObjectStore.delete", "ObjectStore.deleteAll", "KeyStore.putIfAbsent",
                "KeyStore.destroy")) {
            assertTrue(passed.containsAll(List.of("before " + write, "after " + write)),
                    write + " is not in " + passed);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aRunOnSqliteAndFilesKilledHereAndThereEndsAsIfItHadNotBeen(@TempDir Path directory) throws Exception {
        End undisturbed = played(Scenario.ONE_IS_MISSING, Fuse.NEVER, Fuse.NEVER).end();
        int point = 0;
        for (Played played = onFiles(directory, point); played.killed() != null; played =
                onFiles(directory, point += 11)) {
            assertEquals(undisturbed, played.end(), "killed at point " + point + ", " + played.killed());
        }
        assertTrue(point > 40, point + " points are too few to be all");
    }

    private record Played(End end, List<String> passed, @Nullable String killed) {}

    private static Played played(Scenario scenario, int first, int second) throws Exception {
        RowPorts.Hand clock = new RowPorts.Hand();
        MemoryStores memory = new MemoryStores(clock);
        return played(new Life(scenario, clock), () -> Ports.of(memory), first, second);
    }

    private static Played onFiles(Path parent, int first) throws Exception {
        RowPorts.Hand clock = new RowPorts.Hand();
        Path directory = parent.resolve("point" + first);
        try (Files files = new Files(directory, clock)) {
            return played(new Life(Scenario.ONE_IS_MISSING, clock), files, first, Fuse.NEVER);
        }
    }

    /** Real storage; who opens it again closes what the dead one held. */
    private static final class Files implements Storage, AutoCloseable {
        private final Path directory;
        private final RowPorts.Hand clock;
        private @Nullable SqlStores rows;

        Files(Path directory, RowPorts.Hand clock) {
            this.directory = directory;
            this.clock = clock;
        }

        @Override
        public Ports open() {
            close();
            SqlStores opened = SqlStores.open(directory.resolve("coordinator.db"), clock);
            rows = opened;
            return new Ports(opened.runs(), opened.rounds(), opened.models(),
                    new FileObjectStore(directory.resolve("objects")), new FileKeyStore(directory.resolve("keys")));
        }

        @Override
        public void close() {
            if (rows != null) {
                rows.close();
            }
        }
    }

    private static Played played(Life life, Storage storage, int first, int second) throws Exception {
        life.prepare(storage.open());
        Fuse fuse = new Fuse(first, Fault.DEATH);
        String killed = null;
        for (Fuse next = fuse;; next =
                next == fuse ? new Fuse(second, Fault.DEATH) : new Fuse(Fuse.NEVER, Fault.DEATH)) {
            Ports ports = storage.open();
            try {
                RunView view = life.live(ports.behind(next));
                return new Played(end(life, ports, view), fuse.passed, killed);
            } catch (Killed death) {
                killed = killed == null ? death.getMessage() : killed;
            }
        }
    }

    /** What is left, after what must hold whatever the scenario: nothing acknowledged is lost, no key and no update remains. */
    private static End end(Life life, Ports ports, RunView view) throws Exception {
        List<List<String>> accepted =
                IntStream.rangeClosed(1, Life.ROUNDS).mapToObj(round -> ports.rounds().accepted(Life.RUN, round)
                        .stream().map(AcceptedUpdate::device).toList()).toList();
        life.acknowledged.forEach((round, devices) -> assertTrue(accepted.get(round - 1).containsAll(devices)));
        assertEquals(List.of(), ports.objects().list("updates"));
        for (int round = 1; round <= Life.ROUNDS; round++) {
            assertEquals(Optional.empty(), ports.keys().find(Life.RUN + "." + round));
        }
        long committed =
                view.history().stream().filter(round -> round.outcome() == RoundView.Outcome.COMMITTED).count();
        ModelRegistry registry =
                new ModelRegistry(ports.models(), ports.objects(), SigningKeys.single(Life.KEY), life.clock);
        assertEquals(committed + 1, registry.verifyLineage("test-model"));
        List<RoundEvent> events = ports.rounds().events(Life.RUN, 1).stream()
                .map(stored -> EventCodec.decode(stored.json())).toList();
        return new End(view.status(), view.history().stream().map(RestartAtEveryPointTest::told).toList(),
                events.stream().filter(event -> !(event instanceof RoundEvent.Evaluated))
                        .map(event -> event.getClass().getSimpleName()).toList(),
                events.stream().filter(RoundEvent.Evaluated.class::isInstance).map(RoundEvent::round).toList(),
                accepted,
                Stream.concat(ports.objects().list("states").stream(), ports.objects().list("models").stream())
                        .map(name -> name.substring(0, name.indexOf('.'))).toList());
    }

    private static String told(RoundView round) {
        return Arrays.asList(round.round(), round.outcome(), round.reason(), round.reports().accepted(),
                round.reports().dropped(),
                round.model().version(), round.model().sha256(), round.accuracy()).toString();
    }
}
