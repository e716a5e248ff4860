package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of a round before, during and after the round, and just after a start. */
@Timeout(60)
class OpenRoundsTest {
    private static final RunPlan PLAN = Plans.closeAll(1, 1);
    private final InstantSource clock = () -> Instant.now().plus(later());
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final SigningKey key = SigningKey.generate();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final Runs runs = runs();
    private Duration later = Duration.ZERO;

    private Duration later() {
        return later;
    }

    private Runs runs() {
        return new Runs(Ports.of(memory).services(key, pool, InstantSource.system(), "member", _ -> Optional.empty()));
    }

    @AfterEach
    void close() {
        runs.close();
    }

    /** Begins a run whose first round takes reports of the device d. */
    private String reporting() throws RejectedException {
        String run = runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(PLAN)), PLAN);
        RunWorld.await("a round takes reports", () -> {
            pool.checkIn("d", Instant.now());
            runs.active().forEach(RunController::poolGrew);
            return !runs.openRounds().isEmpty();
        });
        return run;
    }

    private static Reason reason(OpenRounds openRounds, String run, int round) {
        return assertThrows(RejectedException.class, () -> openRounds.require(run, round, "d")).reason();
    }

    @Test
    void aRoundOfARunThatIsNotPlayedYetAfterAStartIsNotOver() throws Exception {
        String run = reporting();
        runs.close();
        Runs again = runs();
        OpenRounds openRounds = new OpenRounds(again, _ -> false, clock);
        assertEquals(Reason.UNAVAILABLE, reason(openRounds, run, 1));
        assertFalse(openRounds.isOver(run, 1));
        again.resume();
        RunWorld.await("the round takes reports again", () -> {
            Optional<Reason> refused = refused(openRounds, run);
            assertTrue(refused.isEmpty() || refused.get() == Reason.UNAVAILABLE, refused::toString);
            return !again.openRounds().isEmpty();
        });
        assertEquals(1, openRounds.require(run, 1, "d").round());
        again.close();
    }

    private static Optional<Reason> refused(OpenRounds openRounds, String run) {
        try {
            openRounds.require(run, 1, "d");
            return Optional.empty();
        } catch (RejectedException refusal) {
            return Optional.of(refusal.reason());
        }
    }

    @Test
    void incompleteUploadsAreSweptWhenTheirRoundIsOverAndNotBefore() throws Exception {
        String run = reporting();
        OpenRounds openRounds = new OpenRounds(runs, _ -> false, clock);
        UploadId upload = new UploadId(run, 1, "d", "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55");
        try (PartialObject partial = memory.objects().partial(upload.object())) {
            partial.append(ByteBuffer.allocate(10));
        }
        UploadService uploads = new UploadService(memory.objects(), memory.rounds(), openRounds, UploadLimits.DEFAULT,
                new CoordinatorMetrics(new SimpleMeterRegistry()), InstantSource.system());
        uploads.sweep();
        assertEquals(List.of(upload.object()), memory.objects().partials());
        later = Duration.ofHours(2);
        assertTrue(openRounds.isOver(run, 1), "its deadline has passed");
        later = Duration.ZERO;
        assertTrue(openRounds.isOver("01890000-0000-7000-8000-000000000000", 1), "there is no such run");
        runs.stop(run, "for a test");
        RunWorld.await("the run is over", () -> runs.find(run).isEmpty());
        uploads.sweep();
        assertEquals(List.of(), memory.objects().partials());
    }
}
