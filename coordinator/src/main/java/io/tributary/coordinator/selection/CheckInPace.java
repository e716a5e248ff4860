package io.tributary.coordinator.selection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * How soon devices should ask again: pace steering (Bonawitz et al., Towards Federated Learning at Scale, 2019, section 2.3). A device
 * whose check-in was held comes again at once while there are places for all. Every other one is told a time drawn evenly around a
 * window, in which every device checks in once. Small populations have short windows, so that all of them wait at once when a cohort is
 * drawn; of large ones so many check in a second as are worth it, evenly, even after a restart or when all of them came at once.
 *
 * <p>How many devices there are is the population at first. Once every active device must have come, it is those that came: few
 * active devices of a large population need not wait for the rest. When more come than that explains, it is the population again.
 * Thread-safe, never blocks; counts in the time of a clock and draws from a generator that are given.
 */
public final class CheckInPace {
    /** How long a device may stay silent and still be counted as waiting: longer than a check-in is held, and than the shortest windows. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Check-ins a second that are aimed at, unless a round wants more: with a new connection and session for each, a quarter of a core. */
    static final double RATE = 100;
    /** The shortest window. Half of it, 5 s, is the shortest time that a device is told. */
    static final double LEAST_MILLIS = 10_000;

    private static final double AT_ONCE_MILLIS = 50;
    private static final double HELD_MILLIS = (double) HeldCheckIns.LONGEST.toMillis();
    private static final double MOST_MILLIS = 3_600_000;
    private static final double PATIENCE_SECONDS = (double) PATIENCE.toSeconds();
    private static final double TOGETHER_MILLIS = PATIENCE_SECONDS * 1_000 / 3;
    private static final double WHILE_OTHERS_TRAIN = 4;
    private static final double LATEST = 1.5;
    private static final double ALARM = 1.5;
    private static final double MEMORY_MILLIS = 5_000;
    private static final double MILLIS = 1_000;

    private final InstantSource clock;
    private final RandomGenerator random;
    private double active = Double.MAX_VALUE;
    private double arrivals;
    private Instant last;
    private Instant begun;
    private double longest;
    private long counted;

    /**
     * What the pace is for.
     *
     * @param population enrolled devices
     * @param wanted devices that must wait at once for a round to begin, 0 if none is to begin
     * @param othersTrain a round is under way without this device, so nothing is about to begin
     * @param places so many check-ins may be held, and that of this device was; 0 if it was not
     */
    public record Demand(int population, int wanted, boolean othersTrain, int places) {
        /** Of a device whose check-in was not held. */
        public Demand(int population, int wanted, boolean othersTrain) {
            this(population, wanted, othersTrain, 0);
        }
    }

    /** Knows nothing yet. */
    public CheckInPace(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.last = clock.instant();
        this.begun = last;
    }

    /** A device checked in: milliseconds until its next check-in. */
    public synchronized long retryMillis(Demand demand) {
        double rate = Math.max(RATE, 2.0 * demand.wanted() / PATIENCE_SECONDS);
        see(Math.max(rate, demand.places() / HELD_MILLIS * MILLIS));
        double devices = Math.min(active, demand.population());
        double window = demand.places() > 0 && devices <= demand.places() ? AT_ONCE_MILLIS
                : window(devices / rate * MILLIS, demand);
        longest = Math.max(longest, window + (demand.places() > 0 ? HELD_MILLIS : 0));
        return Math.max(1, Math.round(window * (0.5 + random.nextDouble())));
    }

    private static double window(double spread, Demand demand) {
        double window = Math.max(LEAST_MILLIS, spread) * (demand.othersTrain() ? WHILE_OTHERS_TRAIN : 1);
        return spread <= TOGETHER_MILLIS ? Math.min(window, TOGETHER_MILLIS) : Math.min(window, MOST_MILLIS);
    }

    /** Counts a check-in: in the long run, to know the active devices, and lately, to notice when that is wrong. */
    private void see(double rate) {
        Instant now = clock.instant();
        double passed = (double) Math.max(0, Duration.between(last, now).toMillis());
        arrivals = arrivals * Math.exp(-passed / MEMORY_MILLIS) + MILLIS / MEMORY_MILLIS;
        last = now;
        double age = (double) Duration.between(begun, now).toMillis();
        double late = Math.max(MILLIS, LATEST * longest);
        if (arrivals > ALARM * rate) {
            count(now, Double.MAX_VALUE);
        } else if (age > 2 * late) {
            count(now, (double) counted);
        } else if (age > late) {
            counted++; // whoever was told a window before this count began has come by its end
        }
    }

    private void count(Instant now, double found) {
        active = found;
        begun = now;
        counted = 0;
        longest = 0;
    }
}
