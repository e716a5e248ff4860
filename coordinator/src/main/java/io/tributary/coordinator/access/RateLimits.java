package io.tributary.coordinator.access;

/**
 * Requests that are taken in a second; twice as many at once after a pause.
 *
 * @param perDevice of one device in its sessions
 * @param perAddress of one address, whoever speaks from it
 */
public record RateLimits(int perDevice, int perAddress) {
    private static final int MOST = 1_000_000;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RateLimits {
        if (perDevice < 1 || perDevice > MOST || perAddress < 1 || perAddress > MOST) {
            throw new IllegalArgumentException("limits must be 1.." + MOST + " requests a second, not " + perDevice
                    + " and " + perAddress);
        }
    }

    /** 20 of a device, 200 of an address. */
    public static RateLimits usual() {
        return new RateLimits(20, 200);
    }
}
