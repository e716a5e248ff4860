package io.tributary.experiments.deployment;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A made-up device with a battery and a day: in use from morning to night of a time zone of its own, its battery emptying; away on a
 * metered network in the middle of most days; charging, idle and at home through the night. The same seed, index and time give the same
 * conditions. Thread-safe if its clock is.
 */
public final class SimulatedConditions implements EligibilityProvider {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double DAYS_AWAY = 0.7;
    private static final int FULL = 100;
    private final long seed;
    private final InstantSource clock;
    private final ZoneOffset zone;
    private final double wakes;
    private final double sleeps;
    private final long freeBytes;

    /**
     * A device of a population.
     *
     * @param deviceIndex its place in the population
     * @param clock tells the time of its day
     */
    public SimulatedConditions(long seed, int deviceIndex, InstantSource clock) {
        this.seed = seed * GOLDEN + deviceIndex;
        this.clock = clock;
        SplittableRandom nature = new SplittableRandom(this.seed);
        this.zone = ZoneOffset.ofHours(nature.nextInt(-11, 13));
        this.wakes = nature.nextDouble(5.5, 8);
        this.sleeps = nature.nextDouble(21.5, 24);
        this.freeBytes = nature.nextLong(1, 64) << 30;
    }

    /** The time zone in which its nights are. */
    public ZoneOffset zone() {
        return zone;
    }

    @Override
    public Conditions current() {
        Instant now = clock.instant();
        double hour = now.atOffset(zone).toLocalTime().toNanoOfDay() / (double) Duration.ofHours(1).toNanos();
        long date = now.atOffset(zone).toLocalDate().toEpochDay();
        Day day = Day.of(new SplittableRandom(seed ^ date * GOLDEN));
        boolean awake = hour >= wakes && hour < sleeps;
        return new Conditions(OptionalInt.of(awake ? day.battery((hour - wakes) / (sleeps - wakes)) : FULL), !awake,
                awake && day.away() && hour >= day.leaves() && hour < day.returns(), !awake, freeBytes);
    }

    /** What differs from day to day: when it is away from home, and how much of the battery is left in the evening. */
    private record Day(boolean away, double leaves, double returns, int evening) {
        static Day of(SplittableRandom random) {
            return new Day(random.nextDouble() < DAYS_AWAY, random.nextDouble(8, 11), random.nextDouble(15, 19),
                    random.nextInt(5, 70));
        }

        int battery(double partOfDay) {
            return (int) Math.round(FULL - (FULL - evening) * partOfDay);
        }
    }
}
