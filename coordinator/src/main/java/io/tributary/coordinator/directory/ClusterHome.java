package io.tributary.coordinator.directory;

import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.KnownStore;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.object.s3.S3ObjectStore;
import io.tributary.coordinator.store.sql.DatabaseState;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a cluster share, as one of them opens it: one database and one bucket that belong together, one signing key, and a
 * database at least as new as every member's last signed head in the bucket says. What is empty, older or foreign is refused by name.
 */
public final class ClusterHome implements AutoCloseable {
    private static final String MARKER = "cluster";
    private static final String KEY = "signing key";
    private static final int LONGEST_ID = 100;
    /** Less than a session lives, and more than clocks that are set by a server differ. */
    private static final Duration MOST_SKEW = Duration.ofMinutes(1);

    private final SigningKeys keys;
    private final SqlStores rows;
    private final S3ObjectStore objects;
    private final MemberHeads heads;

    private ClusterHome(SigningKeys keys, SqlStores rows, S3ObjectStore objects, MemberHeads heads) {
        this.keys = keys;
        this.rows = rows;
        this.objects = objects;
        this.heads = heads;
    }

    /**
     * Opens it; the first member of a new cluster makes it.
     *
     * @param scratch a directory of this member alone, for what is on its way to the bucket
     * @throws IOException if the signing key cannot be read
     * @throws StoreException if a store cannot be reached, or is not what the cluster's members left
     */
    public static ClusterHome open(ClusterStorage storage, Path scratch, InstantSource clock) throws IOException {
        SigningKeys keys = keys(storage.signingKey());
        MemberHeads heads = new MemberHeads(storage.members().member(), keys, clock);
        SqlStores rows = SqlStores.open(storage.database(), UUID.randomUUID().toString(), heads);
        boolean opened = false;
        @Nullable S3ObjectStore objects = null;
        try {
            requireClock(rows, clock);
            objects = new S3ObjectStore(storage.objects(), rows.parts(), scratch.resolve("objects"), clock);
            String id = require(rows, objects, heads, storage);
            requireKey(rows.known(), keys, storage.signingKey());
            heads.begin(objects, id);
            opened = true;
            return new ClusterHome(keys, rows, objects, heads);
        } finally {
            if (!opened) {
                if (objects != null) {
                    objects.close();
                }
                rows.close();
            }
        }
    }

    /** Leases end by the database's time, whatever a member's clock says; sessions and certificates end by the members' own. */
    private static void requireClock(SqlStores rows, InstantSource clock) {
        Instant before = clock.instant();
        Instant theirs = rows.now();
        Instant after = clock.instant();
        if (theirs.isBefore(before.minus(MOST_SKEW)) || theirs.isAfter(after.plus(MOST_SKEW))) {
            throw new StoreException("this member's clock says " + after + " and the database's " + theirs
                    + "; they may be " + MOST_SKEW.toSeconds() + " s apart: set both by one time server");
        }
    }

    private static SigningKeys keys(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + ", the signing key of all members, is missing; ./tributary keys --cluster "
                    + "makes one for a new cluster, and members of one that is there need a copy of theirs");
        }
        return KeyFile.coordinator(file);
    }

    /** @return the id of the database, which the bucket has too */
    private static String require(SqlStores rows, ObjectStore objects, MemberHeads heads, ClusterStorage storage) {
        DatabaseState now = rows.state(LastWritten.NOTHING);
        Optional<String> marked = text(objects, MARKER);
        if (marked.isEmpty()) {
            if (now.last().sequence() > 0) {
                throw new StoreException("the " + storage.objects() + " is not that of the " + storage.database()
                        + ", which was used: it is empty, or another. Every member needs the same bucket");
            }
            objects.writeIfAbsent(MARKER, ByteBuffer.wrap(now.directory().getBytes(StandardCharsets.US_ASCII)));
        } else if (!marked.get().equals(now.directory())) {
            throw new StoreException("the " + storage.database() + " is not that of the " + storage.objects()
                    + ": it is a new one, or another. Every member needs the same database; after a loss, restore it "
                    + "from its backup");
        }
        heads.read(objects).forEach(head -> requireAsNew(rows.state(head.last()), head, storage));
        return now.directory();
    }

    private static void requireAsNew(DatabaseState now, DirectoryHead head, ClusterStorage storage) {
        long known = head.sequence();
        if (now.last().sequence() < known) {
            throw new StoreException("the " + storage.database() + " ends at transaction " + now.last().sequence()
                    + " and is older than what its cluster acknowledged: to member " + head.member() + " "
                    + head.lastKnown() + "; restore its newest backup, and its write-ahead log");
        }
        boolean remembered = known > 0 && now.last().sequence() - known < LastWritten.MARKS;
        if (remembered && !now.since().mark().equals(head.last().mark())) {
            throw new StoreException("the " + storage.database()
                    + " went another way than its cluster: its transaction "
                    + known + " is not the one that member " + head.member() + " made; restore its newest backup");
        }
    }

    private static void requireKey(KnownStore known, SigningKeys keys, Path file) {
        String ours = keys.root().toString();
        Optional<String> theirs = known.find(KEY);
        if (theirs.isPresent() && !theirs.get().equals(ours)
                && keys.chain().roots().stream().noneMatch(root -> root.toString().equals(theirs.get()))) {
            throw new StoreException(file + " holds another signing key than the other members have: root " + ours
                    + ", not " + theirs.get() + "; give every member a copy of one file");
        }
        if (!theirs.equals(Optional.of(ours))) {
            known.remember(KEY, ours);
        }
    }

    private static Optional<String> text(ObjectStore objects, String name) {
        Optional<ObjectReader> found = objects.find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectReader reader = found.get()) {
            byte[] bytes = new byte[(int) Math.min(LONGEST_ID, reader.size())];
            reader.read(0, ByteBuffer.wrap(bytes));
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
    }

    /** The keys that all members sign with. */
    public SigningKeys keys() {
        return keys;
    }

    /** The shared rows. */
    public SqlStores rows() {
        return rows;
    }

    /** The shared objects. */
    public ObjectStore objects() {
        return objects;
    }

    @Override
    public void close() {
        heads.close();
        objects.close();
        rows.close();
    }
}
