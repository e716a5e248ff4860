package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which objects stay open while a round is summed: one that does is read on after it was deleted. */
class OpenUpdatesTest {
    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final SignedDocument REPORT = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);

    private final List<AcceptedUpdate> updates = IntStream.range(0, OpenUpdates.MOST + 1)
            .mapToObj(device -> new AcceptedUpdate(RUN, 1, "device-" + device, "upload", "hash", 7, 0.25, 12, 4,
                    Instant.EPOCH, REPORT))
            .toList();
    private ObjectStore objects;
    private OpenUpdates open;

    @BeforeEach
    void fill(@TempDir Path directory) {
        objects = new FileObjectStore(directory);
        for (int device = 0; device < updates.size(); device++) {
            try (ObjectWriter writer = objects.write(name(device))) {
                writer.append(ByteBuffer.wrap(new byte[] {(byte) device, 1, 2, 3}));
                writer.commit();
            }
        }
        open = new OpenUpdates(objects, updates);
    }

    private String name(int device) {
        AcceptedUpdate row = updates.get(device);
        return UpdateObjects.name(row.run(), row.round(), row.device(), row.uploadId());
    }

    private byte read(int device) throws RejectedException {
        ByteBuffer into = ByteBuffer.allocate(1);
        open.read(device, 0, into);
        return into.get(0);
    }

    @Test
    void theFirstUpdatesStayOpenAndTheOthersAreOpenedForEachRead() throws RejectedException {
        for (int device : new int[] {0, OpenUpdates.MOST - 1, OpenUpdates.MOST}) {
            assertEquals((byte) device, read(device));
            objects.delete(name(device));
        }

        assertEquals(0, read(0));
        assertEquals((byte) (OpenUpdates.MOST - 1), read(OpenUpdates.MOST - 1));
        assertEquals(Reason.NOT_FOUND,
                assertThrows(RejectedException.class, () -> read(OpenUpdates.MOST)).reason());
    }

    @Test
    void nothingStaysOpenOnceItIsClosed() throws RejectedException {
        read(0);
        open.close();

        assertThrows(StoreException.class, () -> read(0));
    }

    @Test
    void anUpdateThatIsShorterThanItsRowSaysIsRefused() {
        assertEquals(Reason.WRONG_LENGTH, assertThrows(RejectedException.class,
                () -> open.read(0, 2, ByteBuffer.allocate(3))).reason());
    }
}
