package io.tributary.coordinator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.DeviceActivity;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceSightingsTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final DeviceSightings sightings = new DeviceSightings(() -> now);
    private final DeviceStore store = new MemoryStores(() -> now).devices();

    private Optional<Instant> stored(String device) {
        return store.listed(device).orElseThrow().seen();
    }

    private void enrol(String device) throws Exception {
        store.enrol(new DeviceRecord(device, "key", new SignedDocument(new byte[0], new byte[0], new byte[0]), now,
                now.plusSeconds(9), Optional.empty(), Optional.empty()), Optional.empty());
    }

    @Test
    void theTimeIsStoredOnceAnHour() throws Exception {
        enrol("ann");
        Instant first = now;
        sightings.saw("ann");
        sightings.store(store);
        assertEquals(Optional.of(first), stored("ann"));

        now = now.plus(DeviceSightings.STORED_EACH).minusMillis(1);
        sightings.saw("ann");
        sightings.store(store);
        assertEquals(Optional.of(first), stored("ann"));
        assertEquals(now, sightings.of("ann").orElseThrow().seen());

        now = now.plusMillis(1);
        sightings.store(store);
        assertEquals(Optional.of(now.minusMillis(1)), stored("ann"));
    }

    @Test
    void whatADeviceSaysOfItsProgramIsCutAndStripped() {
        sightings.saw("ann", Optional.of("  a\u001b[2J\u00e4" + "x".repeat(200)));
        String client = sightings.of("ann").orElseThrow().client().orElseThrow();
        assertTrue(client.startsWith("a?[2J?xxx") && client.length() <= DeviceActivity.MAX_CLIENT, client);
        sightings.saw("ann", Optional.of("  "));
        assertEquals(Optional.empty(), sightings.of("ann").orElseThrow().client());
    }

    @Test
    void uploadsAreCounted() {
        sightings.uploadBegan("ann");
        sightings.uploadBegan("ann");
        sightings.uploadEnded("ann");
        now = now.plus(Duration.ofSeconds(1));
        sightings.saw("ann");
        assertEquals(1, sightings.of("ann").orElseThrow().uploads());
        assertEquals(Optional.empty(), sightings.of("bob"));
    }
}
