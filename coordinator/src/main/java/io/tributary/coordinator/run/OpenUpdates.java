package io.tributary.coordinator.run;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The objects of a round's updates, each of which is read once a chunk. As many as a process may well have open stay open, each from its
 * first read on; the others are opened for each read. Thread-safe; closed when nobody reads any more.
 */
final class OpenUpdates implements AutoCloseable {
    /** Far below the 1,024 files that a process may usually have. */
    static final int MOST = 100;

    private final ObjectStore objects;
    private final List<AcceptedUpdate> updates;
    private final AtomicReferenceArray<ObjectReader> open;

    OpenUpdates(ObjectStore objects, List<AcceptedUpdate> updates) {
        this.objects = objects;
        this.updates = updates;
        this.open = new AtomicReferenceArray<>(Math.min(MOST, updates.size()));
    }

    /** Fills {@code into} from a position of an update's object. @throws RejectedException if it is not there, or shorter */
    void read(int update, long position, ByteBuffer into) throws RejectedException {
        if (update < open.length()) {
            read(kept(update), updates.get(update), position, into);
        } else {
            try (ObjectReader object = find(update)) {
                read(object, updates.get(update), position, into);
            }
        }
    }

    private ObjectReader kept(int update) throws RejectedException {
        ObjectReader known = open.get(update);
        if (known != null) {
            return known;
        }
        ObjectReader opened = find(update);
        if (open.compareAndSet(update, null, opened)) {
            return opened;
        }
        opened.close(); // another thread was first
        return open.get(update);
    }

    private ObjectReader find(int update) throws RejectedException {
        AcceptedUpdate row = updates.get(update);
        return objects.find(UpdateObjects.name(row.run(), row.round(), row.device(), row.uploadId()))
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                        "the accepted update of " + row.device() + " is not in the object store"));
    }

    private static void read(ObjectReader object, AcceptedUpdate row, long position, ByteBuffer into)
            throws RejectedException {
        if (object.size() < position + into.remaining()) {
            throw new RejectedException(Reason.WRONG_LENGTH, "the accepted update of " + row.device() + " has "
                    + object.size() + " bytes in the object store, not " + row.bytes());
        }
        object.read(position, into);
    }

    @Override
    public void close() {
        for (int update = 0; update < open.length(); update++) {
            ObjectReader reader = open.get(update);
            if (reader != null) {
                reader.close();
            }
        }
    }
}
