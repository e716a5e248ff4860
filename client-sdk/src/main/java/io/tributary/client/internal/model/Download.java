package io.tributary.client.internal.model;

import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.file.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A version on its way to the disk: takes chunks in any order, from any source. If the version held is the parent, and the
 * manifest names the steps between the two, steps are fetched in place of chunks. Used by one thread.
 */
public final class Download implements Closeable {
    private final ModelStore models;
    private final HeldModel next;
    private final ChunkPack pack;
    private final Optional<ChunkPack> held;
    private final Optional<StepSource> steps;
    private final Set<Integer> unfit = new HashSet<>();
    private final FileChannel channel;
    private final float[] model;

    Download(ModelStore models, HeldModel next, ChunkPack pack, Optional<HeldModel> before, Optional<ChunkPack> held)
            throws IOException {
        this.models = models;
        this.held = held;
        this.steps = StepSource.of(next, before, held);
        this.next = next;
        this.pack = pack;
        this.channel = FileChannel.open(pack.file(), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        this.model = new float[next.manifest().content().layout().size()];
    }

    /**
     * The chunks, or the steps to them, that this device has not, neither from an earlier attempt nor in the version that it holds.
     *
     * @throws IOException if the disk fails
     * @throws RejectedException if a chunk has the right hash and is still no chunk
     */
    public List<WantedChunk> lacking() throws IOException, RejectedException {
        List<WantedChunk> lacking = new ArrayList<>();
        List<String> hashes = next.manifest().content().chunks();
        for (int chunk = 0; chunk < hashes.size(); chunk++) {
            WantedChunk wanted = whole(chunk);
            if (!take(wanted, pack.read(channel, chunk), false) && !take(wanted, fromHeld(wanted), true)) {
                lacking.add(step(chunk).orElse(wanted));
            }
        }
        return lacking;
    }

    private WantedChunk whole(int chunk) {
        return new WantedChunk(chunk, next.manifest().content().chunks().get(chunk), pack.length(chunk));
    }

    private Optional<WantedChunk> step(int chunk) throws IOException {
        return steps.isPresent() && !unfit.contains(chunk) ? steps.get().wanted(chunk) : Optional.empty();
    }

    /** The whole chunks whose steps were accepted and did not make them: to be fetched after all. */
    public List<WantedChunk> unfit() {
        return unfit.stream().sorted().map(this::whole).toList();
    }

    private Optional<byte[]> fromHeld(WantedChunk wanted) throws IOException {
        return held.isPresent() ? held.get().find(wanted.sha256()) : Optional.empty();
    }

    private boolean take(WantedChunk chunk, Optional<byte[]> bytes, boolean write)
            throws IOException, RejectedException {
        if (bytes.isPresent()) {
            pack.decode(chunk.index(), bytes.get(), model);
            if (write) {
                pack.write(channel, chunk.index(), bytes.get());
            }
            unfit.remove(chunk.index());
        }
        return bytes.isPresent();
    }

    /**
     * Checks a chunk that arrived, or a step, and keeps the chunk. A step that does not make the chunk is noted in {@link #unfit}.
     *
     * @throws RejectedException {@link Reason#HASH_MISMATCH} if it is not the chunk that the manifest names
     * @throws IOException if the disk fails
     */
    public void accept(WantedChunk chunk, byte[] bytes) throws RejectedException, IOException {
        if (steps.isPresent() && steps.get().isStep(chunk)) {
            Optional<byte[]> made = steps.get().make(chunk, bytes);
            if (!take(chunk, made, true)) {
                unfit.add(chunk.index());
            }
            return;
        }
        String hash = Sha256.of(bytes).hex();
        if (!hash.equals(chunk.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "chunk " + chunk.index() + " of '" + next.name()
                    + "' version " + next.manifest().content().version() + " has the SHA-256 " + hash
                    + " where its manifest says " + chunk.sha256());
        }
        take(chunk, Optional.of(bytes), true);
    }

    /**
     * Makes this version the one held and served, durably, and returns the whole vector: each chunk of it was compared with its hash
     * when it was taken.
     *
     * @throws IOException if the disk fails; the version held before still is
     */
    public float[] finish() throws IOException {
        Disk.REAL.sync(channel);
        models.hold(next);
        return model;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
