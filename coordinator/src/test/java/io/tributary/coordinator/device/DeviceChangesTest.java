package io.tributary.coordinator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A member knows of every device that another one put out. */
class DeviceChangesTest {
    private final HandClock clock = new HandClock();
    private final DeviceStore devices = new MemoryStores(clock).devices();
    private final List<String> told = new ArrayList<>();
    private boolean broken;
    private final DeviceChanges changes = new DeviceChanges(devices, this::tell);

    private void tell(DeviceRecord device) {
        if (broken) {
            throw new StoreException("reading " + device.device());
        }
        told.add(device.device() + (device.revoked().isPresent() ? " out" : " in"));
    }

    private void enrol(String name) throws Exception {
        devices.enrol(
                new DeviceRecord(name, "key of " + name, new SignedDocument(new byte[2], new byte[64], new byte[32]),
                        clock.instant(), clock.instant().plus(Duration.ofDays(1)), Optional.empty(), Optional.empty()),
                Optional.empty());
    }

    private List<String> look() {
        told.clear();
        changes.look();
        return List.copyOf(told);
    }

    @Test
    void eachChangeIsToldOnceAndAsItIsNow() throws Exception {
        enrol("ann");
        enrol("bob");
        assertEquals(List.of(), look());
        devices.revoke("ann", clock.instant());
        devices.revoke("bob", clock.instant());
        devices.restore("ann");
        assertEquals(List.of("bob out", "ann in"), look());
        assertEquals(List.of(), look());
        devices.revoke("ann", clock.instant());
        assertEquals(List.of("ann out"), look());
    }

    @Test
    void whoeverBeginsLaterIsToldAllHoweverMany() throws Exception {
        for (int device = 0; device < 1_200; device++) {
            enrol("d" + device);
            devices.revoke("d" + device, clock.instant());
        }
        assertEquals(1_200, look().size());
        assertEquals(List.of(), look());
    }

    @Test
    void whatCouldNotBeToldIsToldTheNextTime() throws Exception {
        enrol("ann");
        enrol("bob");
        devices.revoke("ann", clock.instant());
        devices.revoke("bob", clock.instant());
        broken = true;
        assertThrows(StoreException.class, changes::look);
        broken = false;
        assertTrue(look().containsAll(List.of("ann out", "bob out")), told::toString);
    }
}
