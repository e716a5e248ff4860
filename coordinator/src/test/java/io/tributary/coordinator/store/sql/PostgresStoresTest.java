package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.RowPortsContract;

/** PostgreSQL passes the suites of the ports. */
class PostgresStoresTest extends RowPortsContract {
    @Override
    protected RowPorts rows(RowPorts.Hand clock) {
        SqlStores stores = SqlStores.open(PostgresWorld.database(), clock, "directory", last -> {});
        return new RowPorts(stores.runs(), stores.rounds(), stores.devices(), stores.models(), stores.audit(),
                stores.known(), stores.parts(), stores);
    }
}
