package io.tributary.coordinator.scaling;

import java.util.function.Supplier;

/**
 * A member's load. Is to look every second, because ranges come in bursts that a scrape would miss or take for all. Thread-safe.
 */
public final class ScalingSignal {
    /** Looks that the mean of the ranges is taken over, a minute of them. */
    static final int LOOKS = 60;

    private final Supplier<Amounts> asked;
    private final Amounts most;
    private final double[] ranges = new double[LOOKS];
    private int next;
    private double sum;

    /**
     * Has seen nothing yet.
     *
     * @param asked what is asked of the member now; must be quick
     * @param most the most that it can do
     */
    public ScalingSignal(Supplier<Amounts> asked, Amounts most) {
        this.asked = asked;
        this.most = most;
    }

    /** Looks at the ranges; to be called once a second. */
    public void look() {
        double now = ScalingLoad.ofRanges(asked.get().ranges(), most.ranges());
        synchronized (this) {
            ranges[next] = now;
            next = (next + 1) % LOOKS;
            sum = 0;
            for (double look : ranges) {
                sum += look;
            }
        }
    }

    private synchronized double meanRanges() {
        return sum / LOOKS;
    }

    /** The load now. */
    public ScalingLoad load() {
        return ScalingLoad.of(asked.get().withRanges(meanRanges()), most);
    }
}
