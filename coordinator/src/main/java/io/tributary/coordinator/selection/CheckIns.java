package io.tributary.coordinator.selection;

import java.time.Instant;
import java.util.function.IntSupplier;

/**
 * Devices that ask for work, and how soon each asks again. Thread-safe.
 *
 * @param pool those that wait
 * @param held those that wait with a request open
 * @param pace how soon they ask again
 * @param population number of enrolled devices
 */
public record CheckIns(DevicePool pool, HeldCheckIns held, CheckInPace pace, IntSupplier population) {
    /** A device asked for work and waits for it. */
    public void add(String device, DeviceClaims claims, Instant now) {
        pool.checkIn(device, claims, now);
    }

    /** A device got work, or went away. */
    public void remove(String device) {
        pool.leave(device);
    }

    /**
     * Milliseconds until the next check-in of a device that just asked.
     *
     * @param wanted devices that must wait at once for a round to begin, 0 if none is to begin
     * @param othersTrain a round is under way without this device
     * @param waited whether its check-in was held for as long as one may be
     */
    public long retryMillis(int wanted, boolean othersTrain, boolean waited) {
        return pace.retryMillis(
                new CheckInPace.Demand(population.getAsInt(), wanted, othersTrain, waited ? held.most() : 0));
    }
}
