package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaVersionTest {
    @TempDir
    private Path directory;

    @Test
    void aDatabaseThatANewerProgramMigratedIsNotWrittenTo() throws Exception {
        Path file = directory.resolve("coordinator.db");
        SqlStores.open(file, new RowPorts.Hand()).close();
        SqlStores.open(file, new RowPorts.Hand()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement
                    .executeUpdate("INSERT INTO flyway_schema_history SELECT 999, '999', 'of the future', type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                            + " WHERE version = '1'");
        }
        StoreException refused = assertThrows(StoreException.class,
                () -> SqlStores.open(file, new RowPorts.Hand()));
        assertTrue(String.valueOf(refused.getCause()).contains("999"), refused::toString);
    }
}
