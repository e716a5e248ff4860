package io.tributary.coordinator.store.sql;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** One model that was deleted, or is to be, within one transaction: table {@code deleted_model}. */
final class DeletedModels {
    /** Of a table with a column model: it was not deleted. */
    static final String NOT_DELETED = "model NOT IN (SELECT model FROM deleted_model)";
    static final String CAN_BE_RESTORED = "model IN (SELECT model FROM deleted_model WHERE removed = 0)";

    /** A table with rows of models, and the columns that tell them apart. */
    private record Rows(String table, String key) {
        String ofModel() {
            return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                    + " WHERE model = :model LIMIT :most)";
        }
    }

    /** What refers to others comes first. */
    private static final List<Rows> OF_MODELS = List.of(new Rows("version_chunk", "model, sha256, version"),
            new Rows("version_content", "model, version"), new Rows("version_hold", "run"),
            new Rows("model_state", "model, version"), new Rows("model_version", "model, version"));

    private final Handle handle;
    private final String model;

    DeletedModels(Handle handle, String model) {
        this.handle = handle;
        this.model = model;
    }

    static boolean has(Handle handle, String model) {
        return handle.createQuery("SELECT 1 FROM deleted_model WHERE model = :model").bind("model", model)
                .mapTo(Integer.class).findOne().isPresent();
    }

    static List<String> removable(Handle handle, Instant before, int limit) {
        handle.createUpdate("UPDATE deleted_model SET removed = 1 WHERE removed = 0 AND deleted_at < :before")
                .bind("before", Columns.millis(before)).execute();
        return handle.createQuery("SELECT model FROM deleted_model WHERE removed = 1 ORDER BY model LIMIT :limit")
                .bind("limit", limit).mapTo(String.class).list();
    }

    void delete(Instant at) throws RejectedException {
        int deleted = of(handle.createUpdate("""
                INSERT INTO deleted_model (model, deleted_at)
                SELECT :model, :at WHERE EXISTS (SELECT 1 FROM model_version WHERE model = :model)
                ON CONFLICT (model) DO NOTHING
                """)).bind("at", Columns.millis(at)).execute();
        if (deleted == 0 && !has(handle, model)) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no model '" + model + "' here");
        }
    }

    boolean restore() {
        of(handle.createUpdate("DELETE FROM deleted_model WHERE model = :model AND removed = 0")).execute();
        return !has(handle, model);
    }

    boolean remove(int most) {
        int left = most;
        for (Rows rows : OF_MODELS) {
            left -= left == 0 ? 0 : of(handle.createUpdate(rows.ofModel())).bind("most", left).execute();
        }
        return left == 0;
    }

    int removed() {
        return of(handle.createUpdate("UPDATE deleted_model SET removed = 2 WHERE model = :model AND removed = 1"))
                .execute();
    }

    private <S extends SqlStatement<S>> S of(S statement) {
        return statement.bind("model", model);
    }
}
