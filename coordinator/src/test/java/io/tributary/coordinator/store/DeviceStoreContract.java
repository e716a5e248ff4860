package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link DeviceStore} does. */
public abstract class DeviceStoreContract extends RowContract {
    private static DeviceRecord device(String key, String certificate) {
        return new DeviceRecord("ann", key, document(certificate));
    }

    @Test
    void anEnrolledDeviceIsFound() throws RejectedException {
        assertEquals(Optional.empty(), ports.devices().find("ann"));

        assertEquals(device("key", "first"), ports.devices().enrol(device("key", "first")));

        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
        assertEquals(1, ports.devices().count());
    }

    @Test
    void enrollingAgainWithTheSameKeyGivesTheFirstCertificate() throws RejectedException {
        ports.devices().enrol(device("key", "first"));

        assertEquals(device("key", "first"), ports.devices().enrol(device("key", "second")));
        assertEquals(1, ports.devices().count());
    }

    @Test
    void anotherKeyCannotTakeTheName() throws RejectedException {
        ports.devices().enrol(device("key", "first"));

        RejectedException refused = assertThrows(RejectedException.class,
                () -> ports.devices().enrol(device("thief", "second")));

        assertEquals(Reason.DEVICE_TAKEN, refused.reason());
        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
    }

    @Test
    void ofManyKeysThatRaceForANameOneWins() throws InterruptedException {
        List<Boolean> won = Race.of(16, index -> {
            try {
                return ports.devices().enrol(device("key-" + index, "certificate")).publicKey().equals("key-" + index);
            } catch (RejectedException taken) {
                return false;
            }
        });

        assertEquals(1, won.stream().filter(w -> w).count());
        assertEquals(1, ports.devices().count());
    }
}
