package io.tributary.coordinator.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.CompletedUploads.Completed;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletedUploadsTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String ID = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c5";
    private final MemoryStores memory = new MemoryStores(InstantSource.system());
    private final CompletedUploads completed = new CompletedUploads(memory.objects());

    private static UploadId upload(String device, int id) {
        return new UploadId(RUN, 1, device, ID + id);
    }

    private Completed store(UploadId upload, byte[] bytes) {
        try (ObjectWriter object = memory.objects().write(upload.object())) {
            object.append(ByteBuffer.wrap(bytes));
            object.commit();
        }
        return new Completed(Sha256.of(bytes).hex(), TestReports.header(bytes), bytes.length);
    }

    @Test
    void aHashThatIsNotRememberedIsReadFromTheObject() {
        Completed stored = store(upload("a", 1), new byte[600_000]);
        assertEquals(Optional.of(stored), completed.find(upload("a", 1)));
        assertEquals(Optional.empty(), completed.find(upload("a", 2)));
    }

    @Test
    void theOthersOfADeviceAreThoseOfItsRound() {
        completed.add(upload("a", 1), store(upload("a", 1), new byte[] {1}));
        completed.add(upload("b", 1), store(upload("b", 1), new byte[] {2}));
        completed.add(upload("a", 2), store(upload("a", 2), new byte[] {3}));
        store(new UploadId(RUN, 2, "a", ID + 3), new byte[] {4});
        assertEquals(List.of(upload("a", 1)), completed.others(upload("a", 2)));
        assertEquals(List.of(), completed.others(upload("b", 1)));
    }

    @Test
    void aDeletedUploadIsNotRemembered() {
        completed.add(upload("a", 1), store(upload("a", 1), new byte[] {1}));
        completed.delete(upload("a", 1));
        completed.delete(upload("a", 1));
        assertEquals(Optional.empty(), completed.find(upload("a", 1)));
    }

    @Test
    void whatAKilledCoordinatorLeftOfARoundGoesOnceTheRoundHasEnded() {
        UploadId open = new UploadId(RUN, 2, "a", ID + 1);
        store(upload("a", 1), new byte[] {1});
        store(upload("b", 1), new byte[] {1});
        store(open, new byte[] {1});
        CompletedUploads afterStart = new CompletedUploads(memory.objects());
        afterStart.sweep(_ -> false);
        assertEquals(3, memory.objects().list("updates").size());
        afterStart.sweep(upload -> upload.round() == 1);
        assertEquals(List.of(open.object()), memory.objects().list("updates"));
        afterStart.sweep(_ -> true);
        assertEquals(List.of(), memory.objects().list("updates"));
    }

    @Test
    void whatCameSinceTheStartIsNotSwept() {
        completed.add(upload("a", 1), store(upload("a", 1), new byte[] {1}));
        completed.sweep(_ -> true);
        assertEquals(List.of(upload("a", 1).object()), memory.objects().list("updates"));
    }

    @Test
    void I4_noMoreThanSoManyHashesAreRemembered() {
        for (int device = 0; device < CompletedUploads.REMEMBERED + 100; device++) {
            completed.add(upload("d" + device, 1), new Completed("hash", "header", 1));
        }
        assertEquals(CompletedUploads.REMEMBERED, completed.remembered());
    }
}
