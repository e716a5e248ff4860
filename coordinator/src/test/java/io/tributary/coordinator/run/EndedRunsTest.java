package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayName("While no run is active, devices hear of the run")
class EndedRunsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String UNMAKEABLE = "unmakeable";

    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final SigningKey key = SigningKey.generate();
    private final List<Runs> opened = new ArrayList<>();
    /** What devices would be told as each run ends, at that moment. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    private Runs open() {
        RunServices like = Ports.of(memory).behind((what, arguments, call) -> {
            if (what.equals("ModelStore.commit") && arguments[1].equals(UNMAKEABLE)) {
                throw new StoreException("not now");
            }
            return call.make();
        }).services(key, new DevicePool(LONG), InstantSource.system(), "member", _ -> Optional.empty());
        Runs runs = new Runs(new RunServices(like.storage(), like.compute(), like.identity(), like.candidates(),
                like.traffic(), new Listener(), like.clock(), like.durations(), like.sharing(), like.waits()));
        opened.add(runs);
        return runs;
    }

    private final class Listener extends Ports.Silent {
        @Override
        public void runEnded(RunView run) {
            told.add(opened.getLast().ended().map(EndedRun::run).orElse("nothing"));
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Runs::close);
    }

    private String create(Runs runs, String model) throws RejectedException {
        RunPlan plan = Plans.closeAll(1, 2).toBuilder().model(model).build();
        return runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), plan);
    }

    private void awaitVersion(String model) {
        RunWorld.await(model + " has a version", () -> memory.models().newest(model).isPresent());
    }

    private static void assertEnded(String run, Optional<Integer> version, Runs runs) {
        EndedRun ended = runs.ended().orElseThrow();
        assertEquals(run, ended.run());
        assertEquals(version, ended.newest().map(ModelManifest::version));
    }

    @Test
    void thatWasOverLastOfThoseWhoseModelHasAVersion() throws Exception {
        Runs runs = open();
        String played = create(runs, "glyphs");
        awaitVersion("glyphs");
        String waiting = create(runs, "signs");
        assertTrue(runs.stop(waiting, "enough", LONG));
        assertTrue(runs.stop(played, "enough", LONG));
        assertEnded(played, Optional.of(0), runs);
        String newer = create(runs, "letters");
        awaitVersion("letters");
        assertTrue(runs.stop(newer, "enough", LONG));
        assertEnded(newer, Optional.of(0), runs);
    }

    @Test
    void thatWasOverLastIfNoneMadeAVersion() throws Exception {
        Runs runs = open();
        for (int run = 0; run < 2; run++) {
            String stopped = create(runs, UNMAKEABLE);
            assertTrue(runs.stop(stopped, "enough", LONG));
            assertEnded(stopped, Optional.empty(), runs);
            assertEquals(stopped, told.getLast());
        }
    }

    @Test
    void thatIsStoppedBeforeItWasItsTurnAtThatMoment() throws Exception {
        Runs first = open();
        String run = create(first, UNMAKEABLE);
        first.close();
        Runs restarted = open();
        assertTrue(restarted.stop(run, "enough", LONG));
        assertEquals(List.of(run), told);
    }
}
