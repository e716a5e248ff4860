package io.tributary.coordinator.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I8 Incomplete uploads are bounded in number, bytes and time")
class IncompleteUploadsTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String OTHER = "01890a5d-ac96-774b-bcce-b302099a8058";
    private static final String THIRD = "01890a5d-ac96-774b-bcce-b302099a8059";
    private static final String ID = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c5";
    private static final UploadLimits LIMITS = new UploadLimits(3, 1_000, Duration.ofHours(1), Duration.ofMinutes(1),
            1_000);

    private int devices;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final ObjectStore objects = memory.objects();
    private final IncompleteUploads uploads = open();

    private IncompleteUploads open() {
        return new IncompleteUploads(objects, LIMITS, () -> now);
    }

    private static UploadId upload(String device, int id) {
        return new UploadId(RUN, 1, device, ID + id);
    }

    private Incomplete begin(UploadId upload, long length) throws RejectedException {
        Incomplete begun = uploads.begin(upload, length);
        try (PartialObject partial = objects.partial(upload.object())) {
            partial.append(ByteBuffer.allocate(10));
        }
        begun.leave();
        return begun;
    }

    private void noRoom(UploadId upload, long length) {
        List<String> before = objects.partials();
        Reason reason = assertThrows(RejectedException.class, () -> uploads.begin(upload, length)).reason();
        assertEquals(Reason.NO_ROOM, reason);
        assertEquals(before, objects.partials());
    }

    @Test
    void thereAreOnlySoMany() throws Exception {
        begin(upload("a", 1), 1);
        begin(upload("b", 1), 1);
        begin(upload("c", 1), 1);
        noRoom(upload("d", 1), 1);
        uploads.remove(upload("b", 1));
        begin(upload("d", 1), 1);
    }

    @Test
    void aRunThatWantsAllLeavesRoomForOthersAndTheyShareAlike() throws Exception {
        IncompleteUploads shared = new IncompleteUploads(objects,
                new UploadLimits(100, 1_000, Duration.ofHours(1), Duration.ofMinutes(1), 1_000, 0.5), () -> now);
        List<UploadId> greedy = untilRefused(shared, RUN);
        assertEquals(5, greedy.size());
        assertEquals(3, untilRefused(shared, OTHER).size());
        greedy.subList(0, 3).forEach(shared::remove);
        assertEquals(1, untilRefused(shared, OTHER).size());
        assertEquals(2, untilRefused(shared, THIRD).size());
    }

    /** Begins uploads of 100 bytes. @return those that were taken */
    private List<UploadId> untilRefused(IncompleteUploads shared, String run) {
        List<UploadId> taken = new ArrayList<>();
        RejectedException refused = assertThrows(RejectedException.class, () -> {
            while (taken.size() < 20) {
                UploadId next = new UploadId(run, 1, "d" + devices++, ID + 1);
                shared.begin(next, 100).leave();
                taken.add(next);
            }
        });
        assertEquals(Reason.NO_ROOM, refused.reason());
        assertTrue(refused.detail().contains("share"), refused.detail());
        return taken;
    }

    @Test
    void theyComeToOnlySoManyBytes() throws Exception {
        begin(upload("a", 1), 600);
        noRoom(upload("b", 1), 401);
        begin(upload("b", 1), 400);
        begin(upload("a", 2), 600);
        noRoom(upload("a", 3), 601);
        uploads.remove(upload("b", 1));
        begin(upload("a", 3), 1_000);
    }

    @Test
    void aDeviceHasOneARound() throws Exception {
        begin(upload("a", 1), 1);
        begin(upload("a", 2), 1);
        assertEquals(List.of(upload("a", 2).object()), objects.partials());
        assertEquals(1, uploads.count());
    }

    @Test
    void aStoreThatTakesItsTimeForOneHoldsUpNoOther() throws Exception {
        AtomicReference<IncompleteUploads> swept = new AtomicReference<>();
        List<Integer> counted = new ArrayList<>();
        ObjectStore slow = Ports.gated(ObjectStore.class, objects, (_, _, call) -> {
            if (swept.get() != null) {
                counted.add(CompletableFuture.supplyAsync(swept.get()::count).get(10, TimeUnit.SECONDS));
            }
            return call.make();
        });
        begin(upload("a", 1), 1);
        swept.set(new IncompleteUploads(slow, LIMITS, () -> now));
        swept.get().sweep(_ -> true);
        assertEquals(List.of(1, 1, 0), counted, "while it lists, looks at one and discards it");
    }

    @Test
    void anUploadThatDoesNotGrowExpiresAndOneThatDoesStays() throws Exception {
        begin(upload("a", 1), 1);
        Incomplete growing = begin(upload("b", 1), 1);
        now = now.plus(LIMITS.lifetime());
        growing.grew();
        uploads.sweep(_ -> false);
        assertEquals(2, uploads.count(), "the hour is not over");
        now = now.plusMillis(1);
        uploads.sweep(_ -> false);
        assertEquals(List.of(upload("b", 1).object()), objects.partials());
        assertEquals(1, uploads.count());
    }

    @Test
    void whatIsOverIsSweptUnlessARequestWorksOnIt() throws Exception {
        begin(upload("a", 1), 1);
        begin(upload("b", 1), 1);
        uploads.resume(upload("b", 1), 1);
        uploads.sweep(upload -> !upload.device().equals("c"));
        assertEquals(List.of(upload("b", 1).object()), objects.partials());
    }

    @Test
    void anUploadThatBrokenStorageKeptFromBeginningIsSweptLater() {
        memory.breakDown();
        assertThrows(StoreException.class, () -> uploads.begin(upload("a", 1), 1));
        memory.repair();
        now = now.plus(LIMITS.lifetime()).plusMillis(1);
        uploads.sweep(_ -> false);
        assertEquals(0, uploads.count());
    }

    @Test
    void whatWasStoredBeforeAStartIsCountedAndExpires() throws Exception {
        begin(upload("a", 1), 600);
        IncompleteUploads later = open();
        assertEquals(1, later.count());
        assertThrows(RejectedException.class, () -> later.begin(upload("b", 1), 991));
        Incomplete resumed = later.resume(upload("a", 1), 600).orElseThrow();
        assertThrows(RejectedException.class, () -> later.begin(upload("b", 1), 401));
        resumed.leave();
        now = now.plus(LIMITS.lifetime()).plusMillis(1);
        later.sweep(_ -> false);
        assertEquals(List.of(), objects.partials());
    }

    @Test
    void aPartialObjectThatIsNoUploadIsDiscardedAtStart() {
        for (String name : List.of("models/x", "updates/" + RUN + "/1/a/no-uuid",
                "updates/" + RUN + "/01/a/" + ID + 1)) {
            objects.partial(name).close();
        }
        assertEquals(0, open().count());
        assertEquals(List.of(), objects.partials());
    }
}
