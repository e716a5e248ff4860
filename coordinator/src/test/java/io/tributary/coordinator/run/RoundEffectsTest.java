package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundEffectsTest {
    private final Ports ports = Ports.of(new MemoryStores(InstantSource.system()));

    /** No fence covers objects: an owner that was paused here may do it long after another has gone on to round 3. */
    @Test
    void deletingARoundsUpdatesLooksAtThatRoundAlone() throws Exception {
        List<String> names = List.of(name(1), name(2), name(3), name(12));
        for (String name : names) {
            try (ObjectWriter object = ports.objects().write(name)) {
                object.append(ByteBuffer.wrap(new byte[] {1}));
                object.commit();
            }
        }
        RunPlan plan = Plans.closeAll(1, 12);
        PlannedRun run = PlannedRun.of(Life.RUN, Life.KEY.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), plan);
        List<String> calls = new ArrayList<>();
        Ports watched = ports.behind((what, _, call) -> {
            calls.add(what);
            return call.make();
        });
        RunServices services = watched.services(Life.KEY, new DevicePool(Duration.ofMinutes(1)), InstantSource.system(),
                "member", _ -> Optional.empty());
        new RoundEffects(run, new Fence(Life.RUN, 1), services, new PastRounds(plan.rounds()),
                new Measurements(new RunInbox(), Runnable::run))
                .perform(new Effect.DeleteUpdates(2), 1);
        assertEquals(List.of(name(1), name(12), name(3)), ports.objects().list("updates"));
        assertEquals(List.of("ObjectStore.deleteAll"), calls);
    }

    private static String name(int round) {
        return UpdateObjects.name(Life.RUN, round, "d0", "01890000-0000-7000-8000-000000000000");
    }
}
