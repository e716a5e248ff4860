package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.tributary.coordinator.store.sql.connection.SqlitePools;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
