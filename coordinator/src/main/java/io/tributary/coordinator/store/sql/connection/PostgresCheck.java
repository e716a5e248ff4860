package io.tributary.coordinator.store.sql.connection;

import io.tributary.coordinator.store.StoreException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Refuses a PostgreSQL database that would lose what was acknowledged, or order names otherwise than other members. */
final class PostgresCheck {
    /** Setting, what it must be, and why. */
    private record Needed(String setting, String value, String why) {}

    private static final List<Needed> NEEDED = List.of(
            new Needed("fsync", "on", "a crash of the server could lose what was acknowledged"),
            new Needed("full_page_writes", "on", "a crash of the server could damage the database"),
            new Needed("synchronous_commit", "on", "a crash of the server could lose what was acknowledged"),
            new Needed("server_encoding", "UTF8", "names could not be stored"),
            new Needed("transaction_read_only", "off", "it is a standby, or may only be read"));

    private PostgresCheck() {}

    /** @throws StoreException that says what to change */
    static void require(Handle handle) {
        for (Needed needed : NEEDED) {
            String found = handle.createQuery("SELECT current_setting(:setting)").bind("setting", needed.setting())
                    .mapTo(String.class).one();
            if (!found.equals(needed.value())) {
                throw new StoreException("the PostgreSQL server has " + needed.setting() + " = " + found + ", so "
                        + needed.why() + "; set it to " + needed.value());
            }
        }
        if (!handle.createQuery("SELECT 'a' > 'B' AND 'a-b' < 'ab' AND '_' > 'Z'").mapTo(Boolean.class).one()) {
            throw new StoreException("the PostgreSQL database sorts text by a language's rules, and pages of lists must"
                    + " follow one another by code points; make it with: CREATE DATABASE tributary TEMPLATE template0"
                    + " ENCODING 'UTF8' LOCALE 'C'");
        }
    }
}
