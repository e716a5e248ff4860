package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.coordinator.store.sql.connection.Schema;
import java.util.List;

/** The build after this one, as far as the database sees it: beside it this build is the previous one. */
public final class NextBuild {
    /** It added to the schema. */
    static final Schema SCHEMA = new Schema(List.of("classpath:db/migration", "classpath:db/next"));
    /** The one after that took something away. */
    static final Schema CONTRACT =
            new Schema(List.of("classpath:db/migration", "classpath:db/next", "classpath:db/contract"));

    private NextBuild() {}

    /** Its first member brings a database to its schema, whoever works on it. */
    public static void migrates(PostgresServer server) {
        SqlStores.open(server, LeaseClock.DATABASE, "of nobody", CommitListener.NONE, SCHEMA).close();
    }
}
