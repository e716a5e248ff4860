package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.KnownStore;
import java.util.Optional;

/** Words by name in the table {@code known}. */
final class SqlKnownStore implements KnownStore {
    private final Database database;

    SqlKnownStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> find(String name) {
        return database.read("reading what is known of " + name, handle -> handle
                .createQuery("SELECT value FROM known WHERE name = :name").bind("name", name).mapTo(String.class)
                .findOne());
    }

    @Override
    public void remember(String name, String value) {
        database.write("remembering " + name, handle -> handle.createUpdate("""
                INSERT INTO known (name, value) VALUES (:name, :value)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """).bind("name", name).bind("value", value).execute());
    }
}
