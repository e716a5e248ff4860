package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredPart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Partial objects and their parts in the tables {@code partial_object} and {@code partial_part}. */
final class SqlPartStore implements PartStore {
    private final Database database;

    SqlPartStore(Database database) {
        this.database = database;
    }

    @Override
    public HeldParts take(String object, String turn, Instant now) {
        return database.write("taking the partial object " + object, handle -> {
            Optional<HeldParts> before = held(handle, object);
            handle.createUpdate("""
                    INSERT INTO partial_object (object, turn, upload, changed) VALUES (:object, :turn, '', :now)
                    ON CONFLICT (object) DO UPDATE SET turn = excluded.turn, changed = excluded.changed
                    """).bind("object", object).bind("turn", turn).bind("now", now.toEpochMilli()).execute();
            return before.orElseGet(() -> new HeldParts(turn, "", Instant.ofEpochMilli(now.toEpochMilli()), List.of()));
        });
    }

    @Override
    public List<StoredPart> put(String object, String turn, StoredPart part, Instant now) {
        return database.write("storing a part of " + object, handle -> {
            hold(handle, object, turn, now);
            List<StoredPart> parts = parts(handle, object);
            if (part.position() != 0 && parts.stream().noneMatch(before -> before.end() == part.position())) {
                throw new IllegalArgumentException(object + " has no part that ends at " + part.position());
            }
            List<StoredPart> replaced = removeFrom(handle, object,
                    parts.stream().filter(before -> before.position() >= part.position()).toList());
            handle.createUpdate("""
                    INSERT INTO partial_part (object, position, length, id, etag)
                    VALUES (:object, :position, :length, :id, :etag)
                    """).bind("object", object).bind("position", part.position()).bind("length", part.length())
                    .bind("id", part.id()).bind("etag", part.etag()).execute();
            return replaced;
        });
    }

    @Override
    public List<StoredPart> cut(String object, String turn, long size, Instant now) {
        return database.write("cutting the partial object " + object, handle -> {
            hold(handle, object, turn, now);
            return removeFrom(handle, object,
                    parts(handle, object).stream().filter(part -> part.end() > size).toList());
        });
    }

    private static List<StoredPart> removeFrom(Handle handle, String object, List<StoredPart> last) {
        if (!last.isEmpty()) {
            handle.createUpdate("DELETE FROM partial_part WHERE object = :object AND position >= :position")
                    .bind("object", object).bind("position", last.getFirst().position()).execute();
        }
        return last;
    }

    @Override
    public void name(String object, String turn, String upload, Instant now) {
        database.write("naming the upload of " + object, handle -> {
            hold(handle, object, turn, now);
            return handle.createUpdate("UPDATE partial_object SET upload = :upload WHERE object = :object")
                    .bind("upload", upload).bind("object", object).execute();
        });
    }

    @Override
    public void finish(String object, String turn) {
        database.write("finishing the partial object " + object, handle -> {
            if (!isHeld(handle, object, turn)) {
                throw lost(object);
            }
            return remove(handle, object);
        });
    }

    @Override
    public boolean holds(String object, String turn) {
        return database.read("asking who holds " + object, handle -> isHeld(handle, object, turn));
    }

    private static boolean isHeld(Handle handle, String object, String turn) {
        return held(handle, object).filter(held -> held.turn().equals(turn)).isPresent();
    }

    /** The turn's fence: an update, so that the row stays locked until the transaction ends. */
    private static void hold(Handle handle, String object, String turn, Instant now) {
        int held = handle
                .createUpdate("UPDATE partial_object SET changed = :now WHERE object = :object AND turn = :turn")
                .bind("now", now.toEpochMilli()).bind("object", object).bind("turn", turn).execute();
        if (held != 1) {
            throw lost(object);
        }
    }

    private static StoreException lost(String object) {
        return new StoreException("the partial object " + object + " was discarded, or is gone on with elsewhere");
    }

    @Override
    public Optional<HeldParts> find(String object) {
        return database.read("reading what is stored of " + object, handle -> held(handle, object));
    }

    @Override
    public Optional<HeldParts> discard(String object) {
        return find(object).isEmpty() ? Optional.empty()
                : database.write("discarding the partial object " + object, handle -> {
                    Optional<HeldParts> before = held(handle, object);
                    remove(handle, object);
                    return before;
                });
    }

    private static int remove(Handle handle, String object) {
        handle.createUpdate("DELETE FROM partial_part WHERE object = :object").bind("object", object).execute();
        return handle.createUpdate("DELETE FROM partial_object WHERE object = :object").bind("object", object)
                .execute();
    }

    private static Optional<HeldParts> held(Handle handle, String object) {
        return handle.createQuery("SELECT turn, upload, changed FROM partial_object WHERE object = :object")
                .bind("object", object)
                .map((row, context) -> new HeldParts(row.getString("turn"), row.getString("upload"),
                        Instant.ofEpochMilli(row.getLong("changed")), parts(handle, object)))
                .findOne();
    }

    private static List<StoredPart> parts(Handle handle, String object) {
        return handle.createQuery("""
                SELECT id, position, length, etag FROM partial_part WHERE object = :object ORDER BY position
                """).bind("object", object).map((row, context) -> part(row)).list();
    }

    private static StoredPart part(ResultSet row) throws SQLException {
        return new StoredPart(row.getString("id"), row.getLong("position"), row.getLong("length"),
                row.getString("etag"));
    }

    @Override
    public List<String> objects() {
        return database.read("listing partial objects", handle -> handle
                .createQuery("SELECT object FROM partial_object WHERE turn <> '' ORDER BY object").mapTo(String.class)
                .list());
    }

    @Override
    public boolean isKnown(String id) {
        return database.read("looking for a part",
                handle -> handle.createQuery("SELECT 1 FROM partial_part WHERE id = :id").bind("id", id)
                        .mapTo(Integer.class).findOne().isPresent());
    }

    @Override
    public boolean isNamed(String upload) {
        return database.read("looking for an upload",
                handle -> handle.createQuery("SELECT 1 FROM partial_object WHERE upload = :upload")
                        .bind("upload", upload).mapTo(Integer.class).findFirst().isPresent());
    }
}
