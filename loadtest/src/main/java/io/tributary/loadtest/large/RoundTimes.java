package io.tributary.loadtest.large;

import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * When a device, or some of them together, had done what of a round, in nanoseconds of this JVM.
 *
 * @param start had the offer
 * @param fetched had and had checked the model
 * @param sent had its update counted
 */
record RoundTimes(long start, long fetched, long sent) {
    private static final double NANOS = 1e9;

    /** From the first that began until the last that was done. */
    static RoundTimes of(Collection<RoundTimes> devices) {
        return new RoundTimes(devices.stream().mapToLong(RoundTimes::start).min().orElseThrow(),
                last(devices, RoundTimes::fetched), last(devices, RoundTimes::sent));
    }

    private static long last(Collection<RoundTimes> devices, ToLongFunction<RoundTimes> done) {
        return devices.stream().mapToLong(done).max().orElseThrow();
    }

    /** Seconds until the last had the model. */
    double fetchSeconds() {
        return (fetched - start) / NANOS;
    }

    /** Seconds from there until the last update counted. */
    double sendSeconds() {
        return (sent - fetched) / NANOS;
    }
}
