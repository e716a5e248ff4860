package io.tributary.coordinator.run;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.seal.SealedSizes;
import java.nio.ByteBuffer;

/**
 * Reads headers of sealed updates, and compares them with the hashes that devices signed. The header has the only copy of the update's
 * key, so that a chunk which opens under it is the one that the device sealed: whoever can write to the store does not know the key. So
 * the chunks need not be read for it. Thread-safe.
 *
 * @param sizes the lengths that the plan implies
 */
record HashedHeaders(ObjectStore objects, SealedSizes sizes) {
    /**
     * The header of an update, if it is the one that the device signed. Its row was compared with the report before.
     *
     * @throws RejectedException NOT_FOUND if there is no such object, WRONG_LENGTH, HASH_MISMATCH
     */
    byte[] read(AcceptedUpdate update) throws RejectedException {
        UpdateReport signed = WireJson.readDocument(update.report().payload(), UpdateReport.class);
        String name = UpdateObjects.name(update.run(), update.round(), update.device(), update.uploadId());
        try (ObjectReader object = objects.find(name).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "the accepted update of " + update.device() + " is not in the object store"))) {
            if (object.size() != sizes.totalBytes()) {
                throw new RejectedException(Reason.WRONG_LENGTH, "the accepted update of " + update.device() + " has "
                        + object.size() + " bytes in the object store, not " + sizes.totalBytes());
            }
            byte[] header = new byte[sizes.headerBytes()];
            object.read(0, ByteBuffer.wrap(header));
            if (!Sha256.of(header).hex().equals(signed.header())) {
                throw new RejectedException(Reason.HASH_MISMATCH,
                        "the stored header of " + update.device() + " is not the one whose SHA-256 it signed");
            }
            return header;
        }
    }
}
