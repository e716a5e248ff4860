package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Where the chunks of one model's kept versions lie, within one transaction: tables {@code version_content} and {@code version_chunk}. */
final class VersionIndex {
    private static final int BATCH = 1_000;

    private final Handle handle;
    private final String model;

    VersionIndex(Handle handle, String model) {
        this.handle = handle;
        this.model = model;
    }

    void insert(int version, Map<String, ChunkPlace> index) {
        of(handle.createUpdate("INSERT INTO version_content (model, version) VALUES (:model, :version)"))
                .bind("version", version).execute();
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO version_chunk (model, sha256, version, pack, position, length)
                VALUES (:model, :sha256, :version, :pack, :position, :length)
                """);
        index.forEach((sha256, place) -> {
            rows.bind("model", model).bind("sha256", sha256).bind("version", version).bind("pack", place.pack())
                    .bind("position", place.position()).bind("length", place.length()).add();
            if (rows.size() == BATCH) {
                rows.execute();
            }
        });
        rows.execute();
    }

    Map<String, ChunkPlace> find(int version) {
        Map<String, ChunkPlace> index = new HashMap<>();
        of(handle.createQuery("""
                SELECT sha256, pack, position, length FROM version_chunk WHERE model = :model AND version = :version
                """)).bind("version", version)
                .map((row, context) -> Map.entry(row.getString("sha256"), place(row, context)))
                .forEach(chunk -> index.put(chunk.getKey(), chunk.getValue()));
        return index;
    }

    Optional<ChunkPlace> chunk(String sha256) {
        return of(handle.createQuery("""
                SELECT pack, position, length FROM version_chunk WHERE model = :model AND sha256 = :sha256
                ORDER BY version DESC LIMIT 1
                """)).bind("sha256", sha256).map(VersionIndex::place).findOne();
    }

    /** Of the chunks of the versions that a run made, each place once. */
    long bytes(String run) {
        return of(handle.createQuery("""
                SELECT COALESCE(SUM(length), 0) FROM (SELECT DISTINCT c.pack, c.position, c.length FROM version_chunk c
                JOIN model_version v ON v.model = c.model AND v.version = c.version
                WHERE v.run = :run AND v.model = :model) places
                """)).bind("run", run).mapTo(Long.class).one();
    }

    Set<String> packs() {
        return new HashSet<>(of(handle.createQuery("SELECT DISTINCT pack FROM version_chunk WHERE model = :model"))
                .mapTo(String.class).list());
    }

    /** Holds the newest version for a run, then forgets the versions that are neither held nor among the newest. @return packs without use */
    Set<String> retain(String run, int newest, int count) {
        hold(run, newest);
        return forget(forgettable(newest - count));
    }

    /** Forgets a version, unless an active or paused run holds it. @return packs without use */
    Set<String> forget(int version) throws RejectedException {
        releaseHolds();
        Optional<String> held = of(handle.createQuery(
                "SELECT run FROM version_hold WHERE model = :model AND version = :version ORDER BY run LIMIT 1"))
                .bind("version", version).mapTo(String.class).findOne();
        if (held.isPresent()) {
            throw new RejectedException(Reason.RUN_ACTIVE, "run " + held.get() + " trains from version " + version
                    + " of model '" + model + "'; stop it first");
        }
        return forget(List.of(version));
    }

    private Set<String> forget(List<Integer> versions) {
        Set<String> touched = new HashSet<>();
        for (int version : versions) {
            touched.addAll(of(handle.createQuery(
                    "SELECT DISTINCT pack FROM version_chunk WHERE model = :model AND version = :version"))
                    .bind("version", version).mapTo(String.class).list());
            for (String table : List.of("version_chunk", "version_content")) {
                of(handle.createUpdate("DELETE FROM " + table + " WHERE model = :model AND version = :version"))
                        .bind("version", version).execute();
            }
        }
        touched.removeIf(this::isUsed);
        return touched;
    }

    private void hold(String run, int version) {
        of(handle.createUpdate("""
                INSERT INTO version_hold (run, model, version) VALUES (:run, :model, :version)
                ON CONFLICT (run) DO UPDATE SET model = excluded.model, version = excluded.version
                """)).bind("run", run).bind("version", version).execute();
        releaseHolds();
    }

    /** Runs that are over hold nothing. */
    private void releaseHolds() {
        of(handle.createUpdate(
                """
                        DELETE FROM version_hold WHERE model = :model AND NOT EXISTS
                        (SELECT 1 FROM run WHERE run.run = version_hold.run AND run.deleted = 0 AND run.status IN (:active, :paused))
                        """))
                .bind("active", RunView.Status.ACTIVE.name()).bind("paused", RunView.Status.PAUSED.name())
                .execute();
    }

    private List<Integer> forgettable(int upTo) {
        return of(handle.createQuery("""
                SELECT version FROM version_content WHERE model = :model AND version <= :upTo
                AND version NOT IN (SELECT version FROM version_hold WHERE model = :model)
                """)).bind("upTo", upTo).mapTo(Integer.class).list();
    }

    private boolean isUsed(String pack) {
        return of(handle.createQuery("SELECT 1 FROM version_chunk WHERE pack = :pack AND model = :model LIMIT 1"))
                .bind("pack", pack).mapTo(Integer.class).findOne().isPresent();
    }

    private <S extends SqlStatement<S>> S of(S statement) {
        return statement.bind("model", model);
    }

    private static ChunkPlace place(ResultSet row, StatementContext context) throws SQLException {
        return new ChunkPlace(row.getString("pack"), row.getLong("position"), row.getInt("length"));
    }
}
