package io.tributary.coordinator.store;

/**
 * That a device was revoked, restored, found to be copied, or recovered.
 *
 * @param number of the change among those of all devices, in the order in which they were committed; from 1
 */
public record DeviceChange(long number, String device) {}
