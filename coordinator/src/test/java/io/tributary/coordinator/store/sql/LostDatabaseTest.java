package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.tributary.coordinator.store.sql.connection.SqlitePools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostDatabaseTest {
    @TempDir
    private Path directory;

    @Test
    void isNotMadeAnewByThoseThatReadIt() {
        Path file = directory.resolve("coordinator.db");
        assertThrows(HikariPool.PoolInitializationException.class, () -> {
            try (HikariDataSource readers = SqlitePools.readers("jdbc:sqlite:" + file)) {
                readers.getConnection().close();
            }
        });
        assertFalse(Files.exists(file));
    }

    @Test
    void isNotMadeAnewByOneThatWritesItAndLostItsConnection() throws Exception {
        Path file = directory.resolve("coordinator.db");
        try (HikariDataSource writer = SqlitePools.writer("jdbc:sqlite:" + file)) {
            writer.setConnectionTimeout(500);
            writer.getConnection().close();
            assertTrue(Files.exists(file));
            writer.getHikariPoolMXBean().softEvictConnections();
            for (String end : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(directory.resolve("coordinator.db" + end));
            }

            assertThrows(SQLException.class, () -> writer.getConnection().close());
        }
        assertFalse(Files.exists(file));
    }
}
