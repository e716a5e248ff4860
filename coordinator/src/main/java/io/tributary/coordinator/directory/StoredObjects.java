package io.tributary.coordinator.directory;

import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether objects are what the database says of them. */
public final class StoredObjects {
    private static final int PART = 1 << 16;
    private final ObjectStore objects;

    /** Looks into this store. */
    public StoredObjects(ObjectStore objects) {
        this.objects = objects;
    }

    /** Which of these updates are missing or have another length, a sentence each. Reads none of them. */
    public List<String> lost(List<AcceptedUpdate> updates) {
        return updates.stream().flatMap(update -> lost(update).stream()).toList();
    }

    private Optional<String> lost(AcceptedUpdate update) {
        Optional<ObjectReader> found = objects.find(name(update));
        if (found.isEmpty()) {
            return Optional.of(name(update) + " is missing, and was acknowledged to " + update.device());
        }
        try (ObjectReader object = found.get()) {
            return object.size() == update.bytes() ? Optional.empty()
                    : Optional.of(name(update) + " has " + object.size() + " bytes, and " + update.bytes()
                            + " were acknowledged to " + update.device());
        }
    }

    /** Which of these updates are not, to the last byte, what was acknowledged, a sentence each. Reads all of them. */
    List<String> changed(List<AcceptedUpdate> updates) {
        return updates.stream().flatMap(update -> {
            Optional<String> lost = lost(update);
            return lost.isPresent() || hash(update).equals(update.sha256()) ? lost.stream()
                    : Stream.of(name(update) + " is not what was acknowledged to " + update.device()
                            + ": its SHA-256 is another");
        }).toList();
    }

    private String hash(AcceptedUpdate update) {
        MessageDigest digest = Sha256.algorithm();
        try (ObjectReader object = objects.read(name(update))) {
            for (long at = 0; at < object.size(); at += PART) {
                ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, object.size() - at));
                object.read(at, part);
                digest.update(part.flip());
            }
        }
        return Sha256.finish(digest).hex();
    }

    private static String name(AcceptedUpdate update) {
        return UpdateObjects.name(update.run(), update.round(), update.device(), update.uploadId());
    }
}
