package io.tributary.client.eligibility;

/** Tells what conditions a device is in. Implement it with what the device's own system tells of battery, network and use. */
@FunctionalInterface
public interface EligibilityProvider {
    /**
     * The conditions now. Called by the client's own thread, before each check-in and around training; should take milliseconds. If
     * it throws, the device is not eligible at that time.
     */
    Conditions current();
}
