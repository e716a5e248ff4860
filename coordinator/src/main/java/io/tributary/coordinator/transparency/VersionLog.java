package io.tributary.coordinator.transparency;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.LogProof;
import io.tributary.protocol.transparency.SignedNote;
import io.tributary.secureagg.identity.SigningKeys;

/**
 * The log of all versions of all models, in the order in which they were committed. Its head is signed by the key of versions. A head that does not
 * follow from the one that was signed before is not signed. Members that share stores give the same answers. Thread-safe; blocks on storage.
 *
 * <p>Source: RFC 6962 section 2.1, and C2SP tlog-tiles, tlog-checkpoint and tlog-proof.
 */
public final class VersionLog {
    private final ModelStore models;
    private final Tiles tiles;
    private final SignedHeads heads;
    private final LogTree tree;

    /** The log of what this store has, kept in these objects. */
    public VersionLog(ModelStore models, ObjectStore objects, SigningKeys keys) {
        this.models = models;
        this.tiles = new Tiles(models, objects);
        this.heads = new SignedHeads(objects, keys);
        this.tree = new LogTree(new TileHashes(tiles));
    }

    /**
     * The signed head over all that is committed. Asked for again it is the same until something is committed.
     *
     * @throws DamagedException if the log does not begin with what was signed before: a row or a tile was altered or is gone
     */
    public synchronized SignedNote head() {
        long size = models.logged();
        Checkpoint before = heads.last();
        if (before.size() > size) {
            throw new DamagedException(
                    "the log of versions has " + size + " entries, and a head of " + before.size() + " was signed");
        }
        Checkpoint now = new Checkpoint(heads.origin(), size, tree.root(size));
        if (!tree.root(before.size()).equals(before.root())) {
            throw new DamagedException("the first " + before.size()
                    + " entries of the log of versions are not those of the head that was signed: a row of"
                    + " version_log or an object below " + Tiles.FOLDER + " was altered");
        }
        if (size > before.size()) {
            tiles.keep(before.size(), size);
        }
        return heads.sign(now);
    }

    /**
     * A tile of hashes, or a bundle of entries.
     *
     * @param path as tlog-tiles has it, after {@code tile/}
     * @return as many hashes of 32 bytes as it is wide, or entries, each after its length in two bytes
     * @throws RejectedException {@link Reason#INVALID_FIELD} if it is no such path; {@link Reason#NOT_FOUND} if the log has no such tile yet
     */
    public byte[] tile(String path) throws RejectedException {
        TilePath tile;
        try {
            tile = TilePath.parse(path);
        } catch (IllegalArgumentException none) {
            throw new RejectedException(Reason.INVALID_FIELD, "path: " + none.getMessage());
        }
        return tiles.find(tile, models.logged())
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "the log has no tile " + path + " yet"));
    }

    /**
     * That a version is in the log, against the head of now.
     *
     * @throws RejectedException {@link Reason#NOT_FOUND} if there is no such version
     * @throws DamagedException as {@link #head} does
     */
    public LogProof proof(String model, int version) throws RejectedException {
        long index = models.placeInLog(model, version).orElseThrow(
                () -> new RejectedException(Reason.NOT_FOUND,
                        "there is no version " + version + " of model '" + model + "' in the log"));
        SignedNote head = head();
        return new LogProof(index, tree.inclusion(index, Checkpoint.of(head).size()), head);
    }
}
