package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DeviceStoreContract;
import io.tributary.coordinator.store.ModelStoreContract;
import io.tributary.coordinator.store.RoundStoreContract;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.RunStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** SQLite passes the suites of the ports. */
class SqliteStoresTest {
    @TempDir
    private Path directory;

    private RowPorts rows(RowPorts.Hand clock) {
        SqlStores stores = SqlStores.open(directory.resolve("new").resolve("tributary.db"), clock);
        return new RowPorts(stores.runs(), stores.rounds(), stores.devices(), stores.models(), stores);
    }

    @Nested
    class Runs extends RunStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    @Nested
    class Rounds extends RoundStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    @Nested
    class Devices extends DeviceStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    @Nested
    class Models extends ModelStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }
}
