package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoredRound;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.learning.Evaluation;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on SQLite and files: what a round costs and leaves is the same in every round. */
class RoundsLeaveNothingTest {
    private static final int ROUNDS = 12;
    private static final int KEPT = 3;
    private static final int VALUES = 10;
    private static final List<String> DEVICES = List.of("d0", "d1", "d2");
    private final RowPorts.Hand clock = new RowPorts.Hand();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final TreeMap<Integer, List<String>> calls = new TreeMap<>();
    private final TreeMap<Integer, List<String>> left = new TreeMap<>();
    private int round;
    private @Nullable RoundStore stored;
    @TempDir
    private Path directory;

    @Test
    void theCallsOfARoundAndWhatIsThereAfterItAreThoseOfTheRoundBefore() throws Exception {
        try (SqlStores rows = SqlStores.open(directory.resolve("coordinator.db"), clock)) {
            stored = rows.rounds();
            Ports ports = new Ports(rows.runs(), rows.rounds(), rows.models(),
                    new FileObjectStore(directory.resolve("objects")), new FileKeyStore(directory.resolve("keys")));
            play(ports.behind((what, _, call) -> {
                calls.computeIfAbsent(round, _ -> new ArrayList<>()).add(what);
                return call.make();
            }));
            assertEquals(IntStream.rangeClosed(ROUNDS - KEPT + 1, ROUNDS).boxed().toList(),
                    IntStream.rangeClosed(1, ROUNDS).filter(of -> !rows.rounds().accepted(Life.RUN, of).isEmpty())
                            .boxed().toList(),
                    "reports are kept as long as the chunks of their versions");
            assertEquals(IntStream.rangeClosed(1, ROUNDS - KEPT).boxed().toList(),
                    rows.rounds().log(Life.RUN).past().stream().map(StoredRound::round).toList(),
                    "of each round before them one row is kept");
        }
        assertEquals(ROUNDS + 1, left.size());
        for (int later = KEPT + 2; later < ROUNDS; later++) {
            assertEquals(calls.get(KEPT + 1), calls.get(later), "round " + later);
            assertEquals(left.get(KEPT + 1), left.get(later), "after round " + later);
        }
        List<String> end = left.get(ROUNDS);
        assertEquals(KEPT, end.stream().filter(name -> name.startsWith("objects/models/test-model/")).count());
        assertTrue(end.stream().noneMatch(name -> name.startsWith("objects/updates")), end::toString);
    }

    private void play(Ports ports) throws Exception {
        RunPlan plan = Plans.with(Plans.fedAdam(), Plans.plan(
                new RoundSpec(DEVICES.size(), 1, DEVICES.size(), 1, DEVICES.size(), 3600, 3600), ROUNDS, VALUES));
        ports.runs().create(Life.RUN, Life.KEY.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)),
                PlanUse.once(), clock.instant());
        ModelRegistry registry =
                new ModelRegistry(ports.models(), ports.objects(), SigningKeys.single(Life.KEY), clock,
                        new Retention(KEPT));
        SteppedRun run = SteppedRun.claim(Life.RUN, ports.services(registry, Life.KEY, pool, clock, "member",
                _ -> Optional.of(model -> new Evaluation(0.5, 1, new int[][] {{1}}, 1)))).orElseThrow().begin();
        while (run.active()) {
            if (!run.step()) {
                act(run, ports);
            }
            if (run.view().round() != round) {
                left.put(round, tree());
                round = run.view().round();
            }
        }
        left.put(round, tree());
    }

    private void act(SteppedRun run, Ports ports) throws Exception {
        Optional<OpenRound> open = run.openRound();
        if (open.isEmpty()) {
            DEVICES.forEach(device -> pool.checkIn(device, clock.instant()));
            run.poolGrew();
            return;
        }
        for (String device : DEVICES) {
            accept(ports, open.get(), device);
            run.tell(new RoundEvent.UpdateAccepted(open.get().round(), device));
        }
    }

    private void accept(Ports ports, OpenRound open, String device) throws Exception {
        float[] values = new float[VALUES];
        values[0] = 0.01f * open.round();
        byte[] sealed =
                Sealed.update(open.key().publicKey(), open.context(device), open.plan().layout().chunking(), values);
        String upload = "01890000-0000-7000-8000-000000000000";
        try (ObjectWriter object =
                ports.objects().write(UpdateObjects.name(Life.RUN, open.round(), device, upload))) {
            object.append(ByteBuffer.wrap(sealed));
            object.commit();
        }
        ports.rounds().accept(TestReports.row(Life.RUN, open.round(), device, upload, sealed, 1, clock.instant()));
    }

    /**
     * The number of events, and all files and directories, without what is in names beside the place: the number of a version and a
     * random id.
     */
    private List<String> tree() throws IOException {
        int events = Objects.requireNonNull(stored).log(Life.RUN).events().size();
        try (Stream<Path> all = Files.walk(directory)) {
            return Stream.concat(Stream.of(events + " events"), all
                    .map(path -> directory.relativize(path).toString().replaceAll("/[0-9]+\\.[0-9a-f-]{36}", "/*"))
                    .filter(name -> !name.startsWith("coordinator.db")).sorted()).toList();
        }
    }
}
