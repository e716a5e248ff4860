package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.job.EncodedUpdates;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateOpener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The accepted updates of a round, read and decrypted a chunk at a time, so that memory does not grow with their number (I4). Thread-safe.
 */
public final class SealedUpdates implements EncodedUpdates, AutoCloseable {
    private final OpenUpdates stored;
    private final UpdateCodec codec;
    private final SealedSizes sizes;
    private final List<AcceptedUpdate> updates;
    private final List<UpdateOpener> openers;
    private final Queue<Room> idle = new ConcurrentLinkedQueue<>();

    /** A round, the version that it trains from, and the key that its updates are sealed to. */
    public record Round(int round, int modelVersion, RoundKeyPair key) {}

    private SealedUpdates(ObjectStore objects, PlannedRun run, int round, List<AcceptedUpdate> updates,
            List<UpdateOpener> openers) {
        this.stored = new OpenUpdates(objects, updates);
        this.codec = UpdateCodec.of(run.plan(), round);
        this.sizes = SealedSizes.of(run.plan());
        this.updates = List.copyOf(updates);
        this.openers = List.copyOf(openers);
    }

    /**
     * Reads the header of every update, which must have the hash that its device signed. The update's key is unwrapped from it, so a chunk
     * that is read later opens only if the device sealed it.
     *
     * @param updates sorted by device, their rows checked
     * @param executor reads several at once
     * @throws RefusedUpdateException if an update is missing, has another length or header, or its header cannot be decrypted: the first
     *     of these
     * @throws InterruptedException if the thread is interrupted between two updates
     */
    public static SealedUpdates open(ObjectStore objects, PlannedRun run, Round round, List<AcceptedUpdate> updates,
            RangeExecutor executor) throws AggregationException, InterruptedException {
        HashedHeaders headers = new HashedHeaders(objects, SealedSizes.of(run.plan()));
        List<UpdateOpener> openers = new ArrayList<>();
        if (!updates.isEmpty()) {
            // A range of updates here, not of chunks: one range after the other on each free thread.
            executor.run(new ChunkRange(0, updates.size()), some -> {
                List<UpdateOpener> opened = new ArrayList<>();
                for (AcceptedUpdate update : updates.subList(some.from(), some.to())) {
                    opened.add(opener(headers, run, round, update));
                }
                return opened;
            }).forEach(openers::addAll);
        }
        return new SealedUpdates(objects, run, round.round(), updates, openers);
    }

    private static UpdateOpener opener(HashedHeaders headers, PlannedRun run, Round round, AcceptedUpdate update)
            throws RefusedUpdateException {
        SealContext context = new SealContext(update.run(), update.round(), update.device(), run.planHash(),
                round.modelVersion(), headers.sizes().chunkCount());
        try {
            return UpdateOpener.open(round.key(), context, headers.read(update));
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
    public void readTravelled(int update, int chunk, float[] into) throws RejectedException {
        Room room = idle.poll();
        if (room == null) {
            room = new Room();
        }
        codec.decode(room.open(update, chunk), chunk, into);
        idle.add(room);
    }

    /** What one thread reads into; given back when a chunk is decoded, so that there are as many as threads. */
    private final class Room {
        private byte[] sealed = new byte[0];
        private byte[] plain = sealed;

        /** The chunk's encoded bytes, until this is used again. */
        byte[] open(int update, int chunk) throws RejectedException {
            int length = sizes.chunkBytes(chunk);
            if (sealed.length < length) {
                sealed = new byte[length];
            }
            if (plain.length != sizes.plainBytes(chunk)) {
                plain = new byte[sizes.plainBytes(chunk)];
            }
            stored.read(update, sizes.chunkOffset(chunk), ByteBuffer.wrap(sealed, 0, length));
            openers.get(update).open(chunk, sealed, length, plain);
            return plain;
        }
    }

    /** Closes what was read. */
    @Override
    public void close() {
        stored.close();
    }
}
