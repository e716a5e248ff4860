package io.tributary.coordinator.store.sql.connection;

import com.zaxxer.hikari.HikariDataSource;
import io.tributary.coordinator.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The schema that a build knows, and what it does with a database of another: it brings an older one to its own, while members of the build
 * before work on, and works on a newer one if that says so (decision 0020).
 *
 * @param locations of its migrations on the class path
 */
public record Schema(List<String> locations) {
    /** What this build knows. */
    public static final Schema OF_THIS_BUILD = new Schema(List.of("classpath:db/migration"));

    /** Copies its argument. */
    public Schema {
        locations = List.copyOf(locations);
    }

    /**
     * Brings the database of these connections to this schema, one member at a time; one that is newer is left as it is.
     *
     * @throws StoreException if it is newer, and not for programs of this schema
     * @throws org.flywaydb.core.api.FlywayException if it cannot be migrated, or was migrated by other files than these
     */
    public void bring(HikariDataSource writer, Dialect dialect) {
        Flyway flyway = Flyway.configure().loggers("slf4j").dataSource(writer)
                .locations(locations.toArray(String[]::new)).placeholders(dialect.placeholders())
                .ignoreMigrationPatterns("*:future").load();
        flyway.migrate();
        MigrationInfo[] all = flyway.info().all();
        int known = Arrays.stream(all).filter(one -> !isNewer(one)).mapToInt(Schema::version).max().orElseThrow();
        Jdbi jdbi = Jdbi.create(writer);
        Arrays.stream(all).filter(Schema::isNewer).mapToInt(Schema::version)
                .forEach(newer -> jdbi.useHandle(handle -> requireTolerated(handle, newer, known)));
    }

    private static int version(MigrationInfo migration) {
        return Integer.parseInt(migration.getVersion().getVersion());
    }

    private static boolean isNewer(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }

    private static void requireTolerated(Handle handle, int newer, int known) {
        Optional<Integer> oldest = handle
                .createQuery("SELECT readable_by FROM schema_compatibility WHERE version = :version")
                .bind("version", newer).mapTo(Integer.class).findOne();
        if (oldest.isEmpty() || oldest.get() > known) {
            throw new StoreException(
                    "a newer program brought it to schema " + newer + ", which is for programs of schema "
                            + oldest.orElse(newer) + " and later; this program knows schema " + known
                            + ": start the newer program, or restore the backup from before the upgrade");
        }
    }
}
