package io.tributary.coordinator.metrics;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageProbeTest {
    private HandClock clock;
    private MemoryStores stores;
    private StorageProbe probe;

    @BeforeEach
    void start() {
        clock = new HandClock();
        stores = new MemoryStores(clock);
        probe = new StorageProbe(stores.objects(), clock);
    }

    @Test
    void storageThatTakesWritesPassesAndKeepsNothing() {
        probe.require();
        assertFalse(stores.objects().exists(StorageProbe.NAME));
    }

    @Test
    void storageThatTakesNoWritesIsFoundOutWithinTwoSeconds() {
        probe.require();
        stores.breakDown();
        clock.pass(StorageProbe.FRESH);
        assertThrows(StoreException.class, probe::require);
    }

    @Test
    void storageThatTakesWritesAgainIsFoundOutByItself() {
        stores.breakDown();
        assertThrows(StoreException.class, probe::require);
        stores.repair();
        clock.pass(StorageProbe.FRESH);
        assertDoesNotThrow(probe::require);
    }

    @Test
    void askingOftenWritesSeldom() {
        probe.require();
        stores.breakDown();
        clock.pass(StorageProbe.FRESH.minusMillis(1));
        assertDoesNotThrow(probe::require);
    }
}
