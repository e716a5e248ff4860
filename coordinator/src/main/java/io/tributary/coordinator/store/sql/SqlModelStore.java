package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.LogEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Lineages in the table {@code model_version}, what strategies remember with them in {@code model_state}. */
final class SqlModelStore implements ModelStore {
    private static final Version NONE = new Version(-1, new SignedDocument(new byte[0], new byte[0], new byte[0]));
    private static final String NO_PARENT = Sha256.ZERO.hex();

    private final Database database;

    SqlModelStore(Database database) {
        this.database = database;
    }

    @Override
    public void commit(Fence fence, String model, int version, String parent, SignedDocument manifest,
            Optional<SignedDocument> state, Map<String, ChunkPlace> index) {
        database.owned(fence, "committing version " + version + " of " + model, handle -> {
            if (row(handle, model, version).map(Version::manifest).filter(manifest::equals).isPresent()) {
                return 0;
            }
            if (DeletedModels.has(handle, model)) {
                throw new IllegalStateException("model " + model + " was deleted");
            }
            requireNext(newest(handle, model).orElse(NONE), model, version, parent);
            int inserted = handle.createUpdate("""
                    INSERT INTO model_version (model, version, parent, manifest, run)
                    VALUES (:model, :version, :parent, :manifest, :run)
                    """).bind("run", fence.run()).bind("model", model).bind("version", version).bind("parent", parent)
                    .bind("manifest", PackedDocument.pack(manifest)).execute();
            new VersionLogRows(handle).add(new LogEntry(model, version, manifest.hash()));
            state.ifPresent(kept -> insertState(handle, model, version, kept));
            new VersionIndex(handle, model).insert(version, index);
            return inserted;
        });
    }

    @Override
    public long logged() {
        return database.read("counting the log of versions", handle -> new VersionLogRows(handle).count());
    }

    @Override
    public List<LogEntry> log(long from, int limit) {
        return database.read("reading the log of versions from " + from,
                handle -> new VersionLogRows(handle).read(from, limit));
    }

    @Override
    public OptionalLong placeInLog(String model, int version) {
        return database.read("looking for version " + version + " of " + model + " in the log",
                handle -> new VersionLogRows(handle).place(model, version));
    }

    @Override
    public Map<String, ChunkPlace> index(String model, int version) {
        return database.read("reading the index of version " + version + " of " + model,
                handle -> new VersionIndex(handle, model).find(version));
    }

    @Override
    public Optional<ChunkPlace> chunk(String model, String sha256) {
        return database.read("looking for chunk " + sha256 + " of " + model,
                handle -> DeletedModels.has(handle, model) ? Optional.empty()
                        : new VersionIndex(handle, model).chunk(sha256));
    }

    @Override
    public long bytes(String model, String run) {
        return database.read("counting the bytes of versions of " + model,
                handle -> new VersionIndex(handle, model).bytes(run));
    }

    @Override
    public Set<String> packs(String model) {
        return database.read("listing the packs of " + model, handle -> new VersionIndex(handle, model).packs());
    }

    @Override
    public Set<String> retain(Fence fence, String model, int newest) {
        return database.owned(fence, "forgetting old versions of " + model,
                handle -> newest(handle, model)
                        .map(head -> new VersionIndex(handle, model).retain(fence.run(), head.version(), newest))
                        .orElse(Set.of()));
    }

    private static void insertState(Handle handle, String model, int version, SignedDocument state) {
        handle.createUpdate("INSERT INTO model_state (model, version, manifest) VALUES (:model, :version, :manifest)")
                .bind("model", model).bind("version", version).bind("manifest", Columns.json(state)).execute();
    }

    @Override
    public Optional<SignedDocument> state(String model, int version) {
        return database.read("reading the state of version " + version + " of " + model, handle -> handle
                .createQuery("SELECT manifest FROM model_state WHERE model = :model AND version = :version")
                .bind("model", model).bind("version", version)
                .map((row, _) -> Columns.document(
                        "table model_state, model " + model + " version " + version, row.getString("manifest")))
                .findOne());
    }

    @Override
    public void forgetStates(Fence fence, String model, int version) {
        database.owned(fence, "forgetting states of " + model + " before version " + version, handle -> handle
                .createUpdate("DELETE FROM model_state WHERE model = :model AND version < :version")
                .bind("model", model).bind("version", version).execute());
    }

    private static void requireNext(Version newest, String model, int version, String parent) {
        String head = newest.equals(NONE) ? NO_PARENT : newest.manifest().hash();
        if (version != newest.version() + 1 || !parent.equals(head)) {
            throw new IllegalStateException(model + ": version " + version + " on " + parent
                    + " does not continue the lineage; next is version " + (newest.version() + 1) + " on " + head);
        }
    }

    @Override
    public Optional<SignedDocument> find(String model, int version) {
        return database.read("reading version " + version + " of " + model,
                handle -> DeletedModels.has(handle, model) ? Optional.empty()
                        : row(handle, model, version).map(Version::manifest));
    }

    @Override
    public Optional<SignedDocument> newest(String model) {
        return database.read("reading the newest version of " + model,
                handle -> DeletedModels.has(handle, model) ? Optional.empty()
                        : newest(handle, model).map(Version::manifest));
    }

    @Override
    public List<Version> versions(String model, Optional<Integer> before, int limit) {
        return database.read("listing versions of " + model, handle -> handle.createQuery("""
                SELECT model, version, manifest FROM model_version WHERE model = :model AND version < :before AND (%s)
                ORDER BY version DESC LIMIT :limit
                """.formatted(DeletedModels.NOT_DELETED)).bind("model", model)
                .bind("before", before.map(Integer::longValue).orElse(Long.MAX_VALUE))
                .bind("limit", limit).map(SqlModelStore::version).list());
    }

    @Override
    public SortedMap<String, Version> newestOfEach(String after, int limit) {
        return newestOfEach(DeletedModels.NOT_DELETED, after, limit);
    }

    @Override
    public SortedMap<String, Version> newestOfDeleted(String after, int limit) {
        return newestOfEach(DeletedModels.CAN_BE_RESTORED, after, limit);
    }

    private SortedMap<String, Version> newestOfEach(String which, String after, int limit) {
        return database.read("listing models after " + after, handle -> handle.createQuery("""
                SELECT v.model, v.version, v.manifest FROM model_version v
                JOIN (SELECT model, MAX(version) AS newest FROM model_version WHERE model > :after AND (%s)
                      GROUP BY model ORDER BY model LIMIT :limit) n
                ON v.model = n.model AND v.version = n.newest
                """.formatted(which)).bind("after", after).bind("limit", limit)
                .map((row, context) -> Map.entry(row.getString("model"), version(row, context)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new)));
    }

    @Override
    public Set<Integer> kept(String model) {
        return database.read("listing the kept versions of " + model, handle -> new HashSet<>(handle
                .createQuery("SELECT version FROM version_content WHERE model = :model").bind("model", model)
                .mapTo(Integer.class).list()));
    }

    @Override
    public Set<String> forget(String model, int version) throws RejectedException {
        return database.write("forgetting version " + version + " of " + model, handle -> {
            Version newest = newest(handle, model).filter(_ -> !DeletedModels.has(handle, model)).orElse(NONE);
            if (version > newest.version() || version < 0) {
                throw new RejectedException(Reason.NOT_FOUND,
                        "there is no version " + version + " of model '" + model + "' here");
            }
            if (version == newest.version()) {
                throw new RejectedException(Reason.NEWEST_VERSION, "version " + version + " is the newest of model '"
                        + model + "': devices have it, and runs go on from it; delete the model instead");
            }
            return new VersionIndex(handle, model).forget(version);
        });
    }

    @Override
    public void delete(String model, Instant at) throws RejectedException {
        database.write("deleting the model " + model, handle -> {
            new DeletedModels(handle, model).delete(at);
            return model;
        });
    }

    @Override
    public boolean restore(String model) {
        return database.write("restoring the model " + model, handle -> new DeletedModels(handle, model).restore());
    }

    @Override
    public boolean isDeleted(String model) {
        return database.read("looking for the deletion of " + model, handle -> DeletedModels.has(handle, model));
    }

    @Override
    public List<String> removable(Instant before, int limit) {
        return database.write("looking for models to remove",
                handle -> DeletedModels.removable(handle, before, limit));
    }

    @Override
    public boolean remove(String model, int rows) {
        return database.write("removing the model " + model, handle -> new DeletedModels(handle, model).remove(rows));
    }

    @Override
    public void removed(String model) {
        database.write("having removed the model " + model, handle -> new DeletedModels(handle, model).removed());
    }

    private static Optional<Version> row(Handle handle, String model, int version) {
        return handle
                .createQuery(
                        "SELECT model, version, manifest FROM model_version WHERE model = :model AND version = :version")
                .bind("model", model).bind("version", version).map(SqlModelStore::version).findOne();
    }

    private static Optional<Version> newest(Handle handle, String model) {
        return handle.createQuery("""
                SELECT model, version, manifest FROM model_version WHERE model = :model ORDER BY version DESC LIMIT 1
                """).bind("model", model).map(SqlModelStore::version).findOne();
    }

    private static Version version(ResultSet row, StatementContext context) throws SQLException {
        return new Version(row.getInt("version"), Columns.packedOrUnsigned(row.getBytes("manifest")));
    }
}
