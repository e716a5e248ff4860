package io.tributary.coordinator.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KeyStoreContract;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectStoreContract;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.RowPortsContract;
import io.tributary.coordinator.store.StoreException;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The fakes pass the suites of the real backends. */
class MemoryStoresTest extends RowPortsContract {
    @Override
    protected RowPorts rows(RowPorts.Hand clock) {
        MemoryStores stores = new MemoryStores(clock);
        return new RowPorts(stores.runs(), stores.rounds(), stores.devices(), stores.models(), stores.audit(),
                stores.known(), stores.parts(), () -> {});
    }

    @Nested
    class Objects extends ObjectStoreContract {
        @Override
        protected ObjectStore open() {
            return new MemoryStores(InstantSource.system()).objects();
        }
    }

    @Nested
    class Keys extends KeyStoreContract {
        @Override
        protected KeyStore open() {
            return new MemoryStores(InstantSource.system()).keys();
        }
    }

    @Test
    void aStoreThatIsDownFailsUntilItIsRepaired() {
        MemoryStores stores = new MemoryStores(InstantSource.system());

        stores.breakDown();
        assertThrows(StoreException.class, () -> stores.devices().count());
        stores.repair();

        assertEquals(0, stores.devices().count());
    }
}
