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
    private static final int MOST = 1_700;
    private static final int SETTLED = 1_200;
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
                    && pool.available(START.plusMillis(now), Optional.empty()).size() >= demand.wanted()) {
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
        // The herd itself is nobody's doing. Its second and third time overlap, by half; then it is 1,000 a second and chance.
        int[] load = play(400, new Demand(population, wanted, false));
        bounded(load, 1, MOST);
        bounded(load, 300, SETTLED);
        bounded(play(400, new Demand(population, wanted, true)), 160, 500);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 50", "1000, 1000, 2000", "1000, 100, 300", "100000, 1000, 3000", "100000, 20000, 30000"})
    void aCohortIsThereInTime(int population, int wanted, long millis) {
        Demand demand = new Demand(population, wanted, false);
        wake(population, 0);
        play(300, demand);
        long time = gathered(demand, 60);
        assertTrue(time <= millis, () -> "seed " + SEED + ": it took " + time + " ms");
    }

    @Test
    void afterARestartAndAHerdTheLoadIsFlatAgain() {
        Demand demand = new Demand(100_000, 500, false);
        wake(100_000, 100_000);
        play(500, demand);
        pace = restarted();
        queue.clear();
        wake(100_000, 0);
        int[] load = play(400, demand);
        assertTrue(load[0] == 100_000, "all at once");
        bounded(load, 1, MOST);
        bounded(load, 300, SETTLED);
        int least = Arrays.stream(load, 300, 400).min().orElseThrow();
        assertTrue(least >= 700, () -> "seed " + SEED + ": nearly nobody comes in some seconds: " + least);
    }

    @Test
    void fewActiveDevicesOfALargePopulationNeedNotWaitForTheRest() {
        Demand demand = new Demand(100_000, 50, false);
        wake(50, 60_000);
        play(600, demand);
        assertTrue(gathered(demand, 60) <= 1_000, "they found each other");
    }

    @Test
    void whenTheRestWakesUpAfterAllTheLoadIsBoundedSoon() {
        Demand demand = new Demand(100_000, 50, false);
        wake(50, 60_000);
        play(600, demand);
        wake(100_000, 20_000);
        bounded(play(300, demand), 40, MOST);
    }

    @Test
    void noTwoCheckInsOfADeviceAreToldTheSameTimeForEver() {
        Set<Long> told = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            told.add(pace.retryMillis(new Demand(1_000, 10, false)));
        }
        assertTrue(told.size() > 50, told::toString);
        assertTrue(told.stream().allMatch(millis -> millis >= 500 && millis <= 1_500), told::toString);
    }

    @Test
    void aDozenDevicesAreAskedBackAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            assertTrue(pace.retryMillis(new Demand(12, 12, false)) <= 30);
            assertTrue(pace.retryMillis(new Demand(12, 12, true)) <= 120);
        }
    }

    @Test
    void nobodyIsToldMoreThanADayWhateverThePopulation() {
        long told = pace.retryMillis(new Demand(Integer.MAX_VALUE, 0, true));
        assertTrue(told >= 1 && told <= Duration.ofDays(1).toMillis(), Long.toString(told));
    }
}
