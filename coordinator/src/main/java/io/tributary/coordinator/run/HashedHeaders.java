package io.tributary.coordinator.run;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.seal.SealedSizes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Reads whole sealed updates, a chunk at a time, and compares them with the hashes that devices signed. Thread-safe.
 *
 * @param sizes the lengths that the plan implies
 */
record HashedHeaders(ObjectStore objects, SealedSizes sizes) {
    /**
     * The header of an update whose bytes have the hash of its row.
     *
     * @throws RejectedException NOT_FOUND if there is no such object, WRONG_LENGTH, HASH_MISMATCH
     */
    byte[] read(AcceptedUpdate update) throws RejectedException {
        String name = UpdateObjects.name(update.run(), update.round(), update.device(), update.uploadId());
        try (ObjectReader object = objects.find(name).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "the accepted update of " + update.device() + " is not in the object store"))) {
            if (object.size() != sizes.totalBytes()) {
                throw new RejectedException(Reason.WRONG_LENGTH, "the accepted update of " + update.device() + " has "
                        + object.size() + " bytes in the object store, not " + sizes.totalBytes());
            }
            return hashed(update, object);
        }
    }

    private byte[] hashed(AcceptedUpdate update, ObjectReader object) throws RejectedException {
        byte[] header = new byte[sizes.headerBytes()];
        object.read(0, ByteBuffer.wrap(header));
        MessageDigest digest = Sha256.algorithm();
        digest.update(header);
        ByteBuffer part = ByteBuffer.allocate(Math.max(sizes.chunkBytes(0), sizes.chunkBytes(sizes.chunkCount() - 1)));
        for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
            object.read(sizes.chunkOffset(chunk), part.clear().limit(sizes.chunkBytes(chunk)));
            digest.update(part.flip());
        }
        if (!Sha256.finish(digest).hex().equals(update.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the stored bytes of " + update.device() + " are not those whose SHA-256 it signed");
        }
        return header;
    }
}
