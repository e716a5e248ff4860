package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.CheckedReport;
import io.tributary.coordinator.upload.UploadBody;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.DeviceMessage;
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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayName("I2: a device that reports its upload at one member, and deletes or replaces it at another at that moment,")
class UploadsOfTwoMembersTest {
    private static final RunPlan PLAN = Plans.closeAll(1, 1);
    private static final String FIRST = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";
    private static final String SECOND = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c56";
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final SigningKey key = SigningKey.generate();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final Runs runs =
            new Runs(Ports.of(memory).services(key, pool, InstantSource.system(), "member", _ -> Optional.empty()));
    private final AtomicReference<String> paused = new AtomicReference<>("");
    private Step meanwhile = () -> {};
    private final UploadService one = member(pausing());
    private final UploadService other = member(memory.objects());
    private UploadId upload;
    private OpenRound round;
    private byte[] sealed;

    private interface Step {
        void run() throws Exception;
    }

    /** A body of which all is there. */
    private record Body(ByteBuffer rest) implements UploadBody {
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
    }

    /** The objects of a member that stands still before one call, once. */
    private ObjectStore pausing() {
        return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    if (paused.compareAndSet(method.getName(), "")) {
                        meanwhile.run();
                    }
                    return method.invoke(memory.objects(), arguments);
                });
    }

    private UploadService member(ObjectStore objects) {
        return new UploadService(objects, memory.rounds(), new OpenRounds(runs, _ -> Optional.empty(),
                InstantSource.system()), UploadLimits.DEFAULT, new CoordinatorMetrics(new SimpleMeterRegistry()),
                InstantSource.system(), InstantSource.system());
    }

    @BeforeEach
    void uploaded() throws Exception {
        String run = runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(PLAN)), PLAN);
        RunWorld.await("a round takes reports", () -> {
            pool.checkIn("d", Instant.now());
            runs.active().forEach(ActiveRun::poolGrew);
            return !runs.openRounds().isEmpty();
        });
        upload = new UploadId(run, 1, "d", FIRST);
        round = new OpenRounds(runs, _ -> Optional.empty(), InstantSource.system()).require(run, 1, "d");
        sealed = seal();
        send(one, upload, sealed);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    /** Draws a key, so that no two are equal. */
    private byte[] seal() {
        return Sealed.update(round.key().publicKey(), round.context("d"), PLAN.layout().updateChunking(),
                new float[Plans.VALUES]);
    }

    private void send(UploadService member, UploadId id, byte[] bytes) throws Exception {
        member.admit(id, 0, bytes.length);
        member.take(id, round, 0, new Body(ByteBuffer.wrap(bytes)));
    }

    private AcceptedUpdate report(UploadService member) throws RejectedException {
        AcceptedUpdate row = TestReports.row(upload.run(), 1, "d", FIRST, sealed, 1, Instant.EPOCH);
        DeviceMessage.Report message = new DeviceMessage.Report("d", round.planHash(), round.modelVersion(),
                row.report(), 0.5, 1);
        return member.count(CheckedReport.of(message, TestReports.reports()));
    }

    private Reason refused(Step step) {
        return assertThrows(RejectedException.class, step::run).reason();
    }

    private void at(String call, Step others) {
        meanwhile = others;
        paused.set(call);
    }

    private void assertCounts() {
        assertEquals(List.of(upload.object()), memory.objects().list("updates"));
        assertEquals(Sha256.of(sealed).hex(), stored());
        assertEquals(FIRST, memory.rounds().accepted(upload.run(), 1).getFirst().uploadId());
    }

    private String stored() {
        try (var reader = memory.objects().read(upload.object())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
            reader.read(0, bytes);
            return Sha256.of(bytes.array()).hex();
        }
    }

    @Test
    void cannotDeleteItOnceItCounts() {
        at("exists", () -> report(other)); // after it was asked whether the upload counts
        assertEquals(Reason.ALREADY_REPORTED, refused(() -> one.giveUp(upload)));
        assertCounts();
    }

    @Test
    void hasNothingThatCountsOnceItIsDeleted() throws Exception {
        at("delete", () -> assertEquals(Reason.NOT_FOUND, refused(() -> report(other))));
        one.giveUp(upload);
        assertTrue(paused.get().isEmpty());
        assertEquals(Reason.NOT_FOUND, refused(() -> report(one)));
        assertEquals(Reason.INVALID_FIELD, refused(() -> send(other, upload, sealed)), "its id is used up");
        assertEquals(0, memory.rounds().acceptedCount(upload.run(), 1));
    }

    @Test
    void cannotReplaceItByAnotherOnceItCounts() {
        at("list", () -> report(other)); // after the other one was complete
        assertEquals(Reason.ALREADY_REPORTED,
                refused(() -> send(one, new UploadId(upload.run(), 1, "d", SECOND), seal())));
        assertCounts();
    }

    @Test
    void hasOnlyTheOtherOnceItIsReplaced() throws Exception {
        UploadId second = new UploadId(upload.run(), 1, "d", SECOND);
        at("delete", () -> assertEquals(Reason.NOT_FOUND, refused(() -> report(other))));
        send(one, second, seal());
        assertTrue(paused.get().isEmpty());
        assertEquals(List.of(second.object()), memory.objects().list("updates"));
    }

    @Test
    void cannotPutOtherBytesUnderItsName() throws Exception {
        assertEquals(Reason.HASH_MISMATCH, refused(() -> send(one, upload, seal())));
        at("partial", () -> report(other)); // after it was admitted, for it did not count yet
        send(one, upload, sealed);
        assertTrue(paused.get().isEmpty());
        assertCounts();
    }
}
