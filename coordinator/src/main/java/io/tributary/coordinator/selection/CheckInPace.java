package io.tributary.coordinator.selection;

import java.time.Duration;

/**
 * How soon a device should ask again: a millisecond for each device of the population, so that the coordinator hears about a
 * thousand check-ins a second however many devices there are, and a device's own jitter, so that they do not come at once.
 */
public final class CheckInPace {
    /** How long a device may stay silent and still be counted as waiting: many times the pace of a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LEAST_MILLIS = 20;
    private static final long MOST_MILLIS = PATIENCE.toMillis() / 3;
    private static final int WHILE_OTHERS_TRAIN = 4;

    private CheckInPace() {}

    /**
     * Milliseconds until the device's next check-in.
     *
     * @param population enrolled devices
     * @param othersTrain a round is under way without this device, so nothing is about to begin
     */
    public static long retryMillis(String device, int population, boolean othersTrain) {
        long pace = Math.max(LEAST_MILLIS, population) * (othersTrain ? WHILE_OTHERS_TRAIN : 1);
        long bounded = Math.min(pace, MOST_MILLIS);
        return bounded + Math.floorMod(device.hashCode(), bounded / 2 + 1);
    }
}
