package io.tributary.coordinator.run;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.job.EncodedUpdates;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateOpener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The accepted updates of a round, read and decrypted a chunk at a time, so that memory does not grow with their number (I4). An object
 * is opened for each read, because there may be more updates than a process may have open files. Thread-safe.
 */
public final class SealedUpdates implements EncodedUpdates {
    private final ObjectStore objects;
    private final UpdateCodec codec;
    private final SealedSizes sizes;
    private final List<AcceptedUpdate> updates;
    private final List<UpdateOpener> openers = new ArrayList<>();

    /**
     * Reads the header of every update and unwraps its key.
     *
     * @param round their round
     * @param updates sorted by device
     * @throws RefusedUpdateException if an update is missing or its header cannot be decrypted
     */
    public SealedUpdates(ObjectStore objects, PlannedRun run, int round, int modelVersion, List<AcceptedUpdate> updates,
            RoundKeyPair key) throws RefusedUpdateException {
        this.objects = objects;
        this.codec = UpdateCodec.of(run.plan(), round);
        this.sizes = SealedSizes.of(run.plan());
        this.updates = List.copyOf(updates);
        for (AcceptedUpdate update : updates) {
            SealContext context = new SealContext(update.run(), update.round(), update.device(), run.planHash(),
                    modelVersion, sizes.chunkCount());
            openers.add(opener(update, context, key));
        }
    }

    private UpdateOpener opener(AcceptedUpdate update, SealContext context, RoundKeyPair key)
            throws RefusedUpdateException {
        try {
            return UpdateOpener.open(key, context, bytes(update, 0, sizes.headerBytes()));
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(update.device(), refusal);
        }
    }

    @Override
    public int count() {
        return updates.size();
    }

    @Override
    public String device(int update) {
        return updates.get(update).device();
    }

    @Override
    public int weight(int update) {
        return updates.get(update).weight();
    }

    @Override
    public UpdateCodec codec() {
        return codec;
    }

    @Override
    public byte[] encoded(int update, int chunk) throws RejectedException {
        byte[] sealed = bytes(updates.get(update), sizes.chunkOffset(chunk), sizes.chunkBytes(chunk));
        return openers.get(update).open(chunk, sealed);
    }

    private byte[] bytes(AcceptedUpdate update, long position, int length) throws RejectedException {
        byte[] bytes = new byte[length];
        String name = UpdateObjects.name(update.run(), update.round(), update.device(), update.uploadId());
        try (ObjectReader object = objects.find(name).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "the accepted update of " + update.device() + " is not in the object store"))) {
            if (object.size() < position + length) {
                throw new RejectedException(Reason.WRONG_LENGTH, "the accepted update of " + update.device() + " has "
                        + object.size() + " bytes in the object store, not " + update.bytes());
            }
            object.read(position, ByteBuffer.wrap(bytes));
        }
        return bytes;
    }
}
