package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.RowPortsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** SQLite passes the suites of the ports. */
class SqliteStoresTest extends RowPortsContract {
    @TempDir
    private Path directory;

    @Override
    protected RowPorts rows(RowPorts.Hand clock) {
        SqlStores stores = SqlStores.open(directory.resolve("new").resolve("tributary.db"), clock);
        return new RowPorts(stores.runs(), stores.rounds(), stores.devices(), stores.models(), stores.audit(),
                stores.known(), stores.parts(), stores);
    }
}
