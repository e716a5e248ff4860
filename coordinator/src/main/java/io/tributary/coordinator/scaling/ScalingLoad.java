package io.tributary.coordinator.scaling;

import java.util.stream.DoubleStream;

/**
 * How busy a member is, each part as a share of the most that it can do: 1 is at capacity, above 1 something waits. An autoscaler wants
 * {@code members * mean(pressure) / target} members. Immutable.
 *
 * <pre>
 *   bytes   = max(bytes / most bytes, uploads / most uploads, receiving / most receiving)
 *   ranges  = mean over a minute of (ranges waiting and at work) / cores, each look at most {@value #MOST_RANGES}
 *   runs    = (runs played and waiting for room) / most runs at once
 *   devices = max(connections / most connections, channels / most channels, check-ins held / most held)
 *   pressure = max(bytes, ranges, runs, devices)
 * </pre>
 *
 * <p>The maximum, because what is short of one thing is not helped by having much of another. What more members would not help with counts
 * nowhere: slow devices, and runs that wait for another run of their model.
 *
 * @param bytes of uploads
 * @param ranges of rounds that are closed
 * @param runs at once
 * @param devices that are connected
 */
public record ScalingLoad(double bytes, double ranges, double runs, double devices) {
    /** What a look at the ranges counts at most: a round's pass is hundreds of them, and over in a moment. */
    static final double MOST_RANGES = 4;

    /**
     * The load.
     *
     * @param asked with the mean of the ranges, each look bounded by {@link #ofRanges}
     * @param most the most that the member can do
     */
    public static ScalingLoad of(Amounts asked, Amounts most) {
        return new ScalingLoad(
                highest(share(asked.bytes(), most.bytes()), share(asked.uploads(), most.uploads()),
                        share(asked.receiving(), most.receiving())),
                share(asked.ranges(), most.ranges()), share(asked.runs(), most.runs()),
                highest(share(asked.connections(), most.connections()), share(asked.channels(), most.channels()),
                        share(asked.checkIns(), most.checkIns())));
    }

    /** What a look at the ranges that wait or are at work counts. */
    public static double ofRanges(double ranges, double cores) {
        return Math.min(ranges, MOST_RANGES * cores);
    }

    /** The part that is nearest to its limit, or furthest beyond. */
    public double pressure() {
        return highest(bytes, ranges, runs, devices);
    }

    private static double share(double asked, double most) {
        return most > 0 ? asked / most : 0;
    }

    private static double highest(double... parts) {
        return DoubleStream.of(parts).max().orElse(0);
    }
}
