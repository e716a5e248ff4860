package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.UploadBody;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.lang.reflect.Proxy;
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
    private static final String UPLOAD = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";
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
            runs.active().forEach(ActiveRun::poolGrew);
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
        OpenRounds openRounds = new OpenRounds(again, _ -> Optional.empty(), clock);
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
    void aRoundHasEndedWhenNothingReadsItsUpdatesAnyMore() throws Exception {
        String run = reporting();
        OpenRounds openRounds = new OpenRounds(runs, _ -> Optional.empty(), clock);
        later = Duration.ofHours(2);
        assertFalse(openRounds.hasEnded(run, 1), "it is late, and its updates are still to be summed");
        assertTrue(openRounds.hasEnded("01890000-0000-7000-8000-000000000000", 1), "there is no such run");
        runs.close();
        Runs again = runs();
        assertFalse(new OpenRounds(again, _ -> Optional.empty(), clock).hasEnded(run, 1), "it is not played yet");
        again.stop(run, "for a test");
        assertTrue(new OpenRounds(again, _ -> Optional.empty(), clock).hasEnded(run, 1));
        again.close();
    }

    @Test
    void anUploadThatIsCompleteJustAfterItsRoundEndedLeavesNothing() throws Exception {
        String run = reporting();
        OpenRounds openRounds = new OpenRounds(runs, _ -> Optional.empty(), clock);
        OpenRound round = openRounds.require(run, 1, "d");
        byte[] sealed = Sealed.update(round.key().publicKey(), round.context("d"), PLAN.layout().updateChunking(),
                new float[Plans.VALUES]);
        UploadService uploads = uploads(around(ObjectStore.class, memory.objects(), "commit", () -> end(run)),
                openRounds);
        UploadId upload = new UploadId(run, 1, "d", UPLOAD);
        assertEquals(Reason.LATE, assertThrows(RejectedException.class,
                () -> uploads.take(upload, round, 0, body(sealed))).reason());
        assertEquals(List.of(), memory.objects().list("updates"));
    }

    private void end(String run) throws Exception {
        runs.stop(run, "for a test");
        RunWorld.await("the run is over", () -> runs.find(run).isEmpty());
    }

    private UploadService uploads(ObjectStore objects, OpenRounds openRounds) {
        return new UploadService(objects, memory.rounds(), openRounds, UploadLimits.DEFAULT,
                new CoordinatorMetrics(new SimpleMeterRegistry()), InstantSource.system(), InstantSource.system());
    }

    private interface Step {
        void run() throws Exception;
    }

    /** A port, and the partial objects it gives, before one method of which something happens. */
    private static <T> T around(Class<T> port, T behind, String method, Step before) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port},
                (_, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        before.run();
                    }
                    Object result = called.invoke(behind, arguments);
                    return result instanceof PartialObject partial
                            ? around(PartialObject.class, partial, method, before)
                            : result;
                }));
    }

    private static UploadBody body(byte[] sealed) {
        ByteBuffer rest = ByteBuffer.wrap(sealed);
        return new UploadBody() {
            @Override
            public int read(byte[] into, int from, int most) {
                int count = Math.min(most, rest.remaining());
                rest.get(into, from, count);
                return count;
            }

            @Override
            public void giveUp(String why) {
                throw new AssertionError(why);
            }
        };
    }

    @Test
    void incompleteUploadsAreSweptWhenTheirRoundIsOverAndNotBefore() throws Exception {
        String run = reporting();
        OpenRounds openRounds = new OpenRounds(runs, _ -> Optional.empty(), clock);
        UploadId upload = new UploadId(run, 1, "d", UPLOAD);
        try (PartialObject partial = memory.objects().partial(upload.object())) {
            partial.append(ByteBuffer.allocate(10));
        }
        UploadService uploads = uploads(memory.objects(), openRounds);
        uploads.sweep();
        assertEquals(List.of(upload.object()), memory.objects().partials());
        later = Duration.ofHours(2);
        assertTrue(openRounds.isOver(run, 1), "its deadline has passed");
        later = Duration.ZERO;
        assertTrue(openRounds.isOver("01890000-0000-7000-8000-000000000000", 1), "there is no such run");
        end(run);
        uploads.sweep();
        assertEquals(List.of(), memory.objects().partials());
    }
}
