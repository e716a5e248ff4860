package io.tributary.coordinator.selection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.selection.CheckInPace.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that do as they are told, in a simulated time: a second of a hundred thousand of them takes no time at all. */
class CheckInPaceTest {
    private static final long SEED = 20_260_301;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** Check-ins in any second after a herd, and once it has dispersed. */
    private static final int MOST = 210;
    private static final int SETTLED = 150;
    private long now;
    private CheckInPace pace = restarted();
    private final PriorityQueue<Next> queue = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));

    /** When a device checks in. */
    private record Next(long at, int device) {}

    private CheckInPace restarted() {
        return new CheckInPace(() -> START.plusMillis(now), new SplittableRandom(SEED));
    }

    /** So many devices come within so many milliseconds from now on. */
    private void wake(int devices, long within) {
        SplittableRandom when = new SplittableRandom(SEED + 1);
        IntStream.range(0, devices).forEach(device -> queue.add(new Next(now + when.nextLong(within + 1), device)));
    }

    /** Check-ins of each second until this time. */
    private int[] play(long seconds, Demand demand) {
        long begin = now;
        int[] load = new int[(int) seconds];
        while (!queue.isEmpty() && queue.peek().at() < begin + seconds * 1_000) {
            Next next = queue.remove();
            now = next.at();
            load[(int) ((now - begin) / 1_000)]++;
            queue.add(new Next(now + pace.retryMillis(demand), next.device()));
        }
        now = begin + seconds * 1_000;
        return load;
    }

    /** Milliseconds until so many devices wait at once. */
    private long gathered(Demand demand, long seconds) {
        DevicePool pool = new DevicePool(CheckInPace.PATIENCE);
        long begin = now;
        while (!queue.isEmpty() && queue.peek().at() < begin + seconds * 1_000) {
            Next next = queue.remove();
            now = next.at();
            pool.checkIn("d" + next.device(), START.plusMillis(now));
            queue.add(new Next(now + pace.retryMillis(demand), next.device()));
            if (pool.size() >= demand.wanted()
                    && pool.available(START.plusMillis(now), "glyphs", Optional.empty()).size() >= demand.wanted()) {
                return now - begin;
            }
        }
        throw new AssertionError("seed " + SEED + ": no " + demand.wanted() + " waited within " + seconds + " s");
    }

    private static void bounded(int[] load, int from, int most) {
        int peak = Arrays.stream(load, from, load.length).max().orElseThrow();
        assertTrue(peak <= most, () -> "seed " + SEED + ": " + peak + " check-ins in a second, where " + most
                + " are the most: " + Arrays.toString(load));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "1000, 1000", "100000, 500"})
    void inASecondComeAsManyAsAreAimedAtAndNoMore(int population, int wanted) {
        wake(population, 1_000);
        // The herd itself is nobody's doing. Its second and third time overlap, by half; then it is 100 a second and chance.
        int[] load = play(4_000, new Demand(population, wanted, false));
        bounded(load, 1, MOST);
        bounded(load, 3_000, SETTLED);
        bounded(play(4_000, new Demand(population, wanted, true)), 1_600, SETTLED);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 15000", "1000, 1000, 15000", "1000, 100, 3000", "100000, 1000, 15000", "100000, 20000, 30000"})
    void aCohortIsThereInTime(int population, int wanted, long millis) {
        Demand demand = new Demand(population, wanted, false);
        wake(population, 0);
        play(3_000, demand);
        long time = gathered(demand, 60);
        assertTrue(time <= millis, () -> "seed " + SEED + ": it took " + time + " ms");
    }

    @Test
    void afterARestartAndAHerdTheLoadIsFlatAgain() {
        Demand demand = new Demand(100_000, 500, false);
        wake(100_000, 1_000_000);
        play(5_000, demand);
        pace = restarted();
        queue.clear();
        wake(100_000, 0);
        int[] load = play(4_000, demand);
        assertTrue(load[0] == 100_000, "all at once");
        bounded(load, 1, MOST);
        bounded(load, 3_000, SETTLED);
        int least = Arrays.stream(load, 3_000, 4_000).min().orElseThrow();
        assertTrue(least >= 50, () -> "seed " + SEED + ": nearly nobody comes in some seconds: " + least);
    }

    @Test
    void fewActiveDevicesOfALargePopulationNeedNotWaitForTheRest() {
        Demand demand = new Demand(100_000, 50, false);
        wake(50, 60_000);
        play(6_000, demand);
        assertTrue(gathered(demand, 60) <= 15_000, "they found each other");
    }

    @Test
    void whenTheRestWakesUpAfterAllTheLoadIsBoundedSoon() {
        Demand demand = new Demand(100_000, 50, false);
        wake(50, 60_000);
        play(6_000, demand);
        wake(100_000, 200_000);
        bounded(play(3_000, demand), 400, MOST);
    }

    @Test
    void noTwoCheckInsOfADeviceAreToldTheSameTimeForEver() {
        Set<Long> told = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            told.add(pace.retryMillis(new Demand(1_000, 10, false)));
        }
        assertTrue(told.size() > 50, told::toString);
        assertTrue(told.stream().allMatch(millis -> millis >= 5_000 && millis <= 15_000), told::toString);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "12, 12", "1000, 100", "100000, 500"})
    void nobodyIsToldLessThanFiveSecondsWhoWasNotHeld(int population, int wanted) {
        for (int i = 0; i < 1_000; i++) {
            assertTrue(pace.retryMillis(new Demand(population, wanted, i % 2 == 0)) >= 5_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "1000", "5000"})
    void whoWasHeldComesAgainAtOnceWhileThereArePlacesForAll(int population) {
        Demand held = new Demand(population, 1, false, HeldCheckIns.MOST);
        for (int i = 0; i < 1_000; i++) {
            now += 25_000 / population;
            assertTrue(pace.retryMillis(held) <= 100);
        }
    }

    /** A device that is held comes back after its hold and what it was told. */
    @Test
    void moreThanThePlacesAreSpreadThoughTheyAreHeld() {
        Demand held = new Demand(100_000, 500, false, HeldCheckIns.MOST);
        SplittableRandom when = new SplittableRandom(SEED + 2);
        long[] told = IntStream.range(0, 10_000).mapToLong(i -> {
            now += when.nextLong(20);
            return pace.retryMillis(held);
        }).toArray();
        assertTrue(Arrays.stream(told).min().orElseThrow() >= 5_000, "nobody comes within 5 s");
        assertTrue(Arrays.stream(told).average().orElseThrow() >= 100_000_000 / 500,
                "100 a second, or as many as a round needs");
    }

    @Test
    void nobodyIsToldMoreThanADayWhateverThePopulation() {
        long told = pace.retryMillis(new Demand(Integer.MAX_VALUE, 0, true));
        assertTrue(told >= 1 && told <= Duration.ofDays(1).toMillis(), Long.toString(told));
    }
}
