package io.tributary.coordinator.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.run.RunServices;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadServiceTest {
    private static final UploadId UPLOAD = new UploadId("01890a5d-ac96-774b-bcce-b302099a8057", 1, "ann",
            "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c51");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Storage that breaks wherever an upload is opened, after it was begun. */
    private static ObjectStore opensNothing(ObjectStore objects) {
        return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("partial")) {
                        throw new StoreException("the disk is full");
                    }
                    return method.invoke(objects, arguments);
                });
    }

    /** Of a coordinator that plays nothing. */
    private OpenRounds open(MemoryStores memory) {
        return new OpenRounds(new Runs(new RunServices(new RunServices.Storage(memory.runs(), memory.rounds(),
                memory.objects(), memory.keys(), null, null), null, new RunServices.Identity("member", null),
                (Candidates) null, null, null, () -> now, () -> now)), _ -> Optional.empty(), () -> now);
    }

    @Test
    void I8_anUploadThatCannotBeOpenedTakesNoRoomForever() {
        MemoryStores memory = new MemoryStores(InstantSource.system());
        UploadService uploads = new UploadService(opensNothing(memory.objects()), memory.rounds(), open(memory),
                UploadLimits.DEFAULT, new CoordinatorMetrics(new SimpleMeterRegistry()), () -> now, () -> now);
        OpenRound round = new OpenRound(UPLOAD.run(), Plans.closeAll(1, 1), "", 0, null, null);
        assertThrows(StoreException.class, () -> uploads.take(UPLOAD, round, 0, UploadBody.NONE));
        assertEquals(1, uploads.incomplete());
        now = now.plus(UploadLimits.DEFAULT.lifetime()).plusMillis(1);
        uploads.sweep();
        assertEquals(0, uploads.incomplete());
    }
}
