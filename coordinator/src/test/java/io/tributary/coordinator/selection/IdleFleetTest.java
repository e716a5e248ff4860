package io.tributary.coordinator.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.RateLimits;
import io.tributary.coordinator.access.TokenBucket;
import io.tributary.coordinator.selection.CheckInPace.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that wait ask seldom, and never so often that a limit is met, by a clock that the test moves. */
class IdleFleetTest {
    private static final long HELD = HeldCheckIns.LONGEST.toMillis();
    private static final long WATCHED = Duration.ofMinutes(30).toMillis();
    /** A client spreads what it is told by 20 %. */
    private static final double SOONEST = 0.8;
    private static final double SPREAD = 0.4;
    private final SplittableRandom random = new SplittableRandom(Long.getLong("test.seed", 1));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private record Due(long at, int device) {}

    /** Requests of a fleet that waits, and of how many it was told to come later by a limit. */
    private record Load(long requests, long limited) {}

    private Load idle(int devices, int places, int watchedMillis, Demand demand) {
        CheckInPace pace = new CheckInPace(() -> now, random);
        RateLimits limits = RateLimits.usual();
        TokenBucket address = new TokenBucket(2 * limits.perAddress(), limits.perAddress(), () -> now);
        List<TokenBucket> own = new ArrayList<>();
        PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
        for (int device = 0; device < devices; device++) {
            own.add(new TokenBucket(2 * limits.perDevice(), limits.perDevice(), () -> now));
            due.add(new Due(0, device));
        }
        Instant begin = now;
        long requests = 0;
        long limited = 0;
        while (due.peek().at() < watchedMillis) {
            Due next = due.remove();
            now = begin.plusMillis(next.at());
            requests++;
            boolean ownFull = !own.get(next.device()).take().isZero();
            boolean addressFull = devices <= 10 && !address.take().isZero();
            limited += ownFull || addressFull ? 1 : 0;
            boolean held = devices <= places;
            long wait = pace.retryMillis(
                    new Demand(demand.population(), demand.wanted(), demand.othersTrain(), held ? places : 0));
            double spread = SOONEST + SPREAD * random.nextDouble();
            due.add(new Due(next.at() + (held ? HELD : 0) + Math.max(1, Math.round(wait * spread)), next.device()));
        }
        return new Load(requests, limited);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000, 5_000})
    void heldDevicesAskOnceInTwentyFiveSeconds(int devices) {
        Load load = idle(devices, HeldCheckIns.MOST, (int) WATCHED, new Demand(devices, 0, false));
        assertEquals(0, load.limited());
        assertTrue(load.requests() <= devices * (WATCHED / HELD + 1), load::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000, 20_000})
    void devicesThatAreNotHeldAskLessThanOnceInFiveSeconds(int devices) {
        Load load = idle(devices, 0, (int) WATCHED, new Demand(devices, 0, false));
        assertEquals(0, load.limited());
        assertTrue(load.requests() <= devices * (WATCHED / 5_000 + 1), load::toString);
    }

    @Test
    @Tag("seeded")
    void whateverARoundWantsNoDeviceMeetsItsOwnLimitNorTenOfThemThatOfTheirAddress() {
        for (int i = 0; i < 300; i++) {
            int devices = 1 + random.nextInt(10);
            Demand demand = new Demand(1 + random.nextInt(200_000), random.nextInt(2_000), random.nextBoolean());
            int places = random.nextBoolean() ? HeldCheckIns.MOST : 0;
            Load load = idle(devices, places, 120_000, demand);
            assertEquals(0, load.limited(), demand + ", " + devices + " devices, " + places + " places");
        }
    }
}
