package io.tributary.coordinator.selection;

import io.tributary.protocol.message.Resources;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Devices that ask for work, and how soon each asks again. Thread-safe.
 *
 * @param pool those that wait
 * @param pace how soon they ask again
 * @param population number of enrolled devices
 */
public record CheckIns(DevicePool pool, CheckInPace pace, IntSupplier population) {
    /** A device asked for work and waits for it. */
    public void add(String device, Optional<Resources> resources, Instant now) {
        pool.checkIn(device, resources, now);
    }

    /** A device got work. */
    public void remove(String device) {
        pool.leave(device);
    }

    /**
     * Milliseconds until the next check-in of a device that just asked.
     *
     * @param wanted devices that must wait at once for a round to begin, 0 if none is to begin
     * @param othersTrain a round is under way without this device
     */
    public long retryMillis(int wanted, boolean othersTrain) {
        return pace.retryMillis(new CheckInPace.Demand(population.getAsInt(), wanted, othersTrain));
    }
}
