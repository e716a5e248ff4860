package io.tributary.client.eligibility;

/** Tells what conditions a device is in; whoever builds phones or gateways implements it with what the system offers there. */
@FunctionalInterface
public interface EligibilityProvider {
    /**
     * The conditions now. Called by the client's own thread, before each check-in and around training; should take milliseconds. What
     * it throws makes the device ineligible for the moment.
     */
    Conditions current();
}
