package io.tributary.coordinator.access.session;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Devices that are out, as far as this process was told. Bounded by the population. Thread-safe, never blocks. */
final class BarredDevices {
    private final Map<String, Reason> barred = new ConcurrentHashMap<>();

    void bar(String device, Reason why) {
        barred.put(device, why);
    }

    void admit(String device) {
        barred.remove(device);
    }

    Optional<Reason> reason(String device) {
        return Optional.ofNullable(barred.get(device));
    }

    /** @throws RejectedException REVOKED or CLONED if the device is out */
    void requireNot(String device) throws RejectedException {
        Reason why = barred.get(device);
        if (why == Reason.CLONED) {
            throw Sessions.cloned(device);
        }
        if (why != null) {
            throw new RejectedException(why, device + " was revoked");
        }
    }
}
