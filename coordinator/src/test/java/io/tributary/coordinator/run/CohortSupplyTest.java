package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.EnrolledDevices;
import io.tributary.protocol.plan.RunPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two runs that share devices, each of which needs two for a round. */
class CohortSupplyTest {
    private static final RunPlan PLAN = Plans.closeAll(2, 1);
    private final HandClock clock = new HandClock();
    private final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    private final Candidates candidates = new Candidates(pool, EnrolledDevices.NOBODY, clock, clock);
    private final CohortSupply one = new CohortSupply("one", PLAN, candidates, clock);
    private final CohortSupply another = new CohortSupply("another", PLAN, candidates, clock);

    private void checkIn(String... devices) {
        for (String device : devices) {
            pool.checkIn(device, clock.instant());
        }
    }

    @Test
    void aRunLeavesDevicesToTheOneThatDrewThemWhereThereAreOthers() {
        checkIn("a", "b", "c", "d");
        one.drawn(List.of("a", "b"));
        assertEquals(Optional.of(List.of("c", "d")), another.devices());
    }

    @Test
    void whereThereAreNoOthersItWaitsForThemForASecondAndTakesAllThen() {
        checkIn("a", "b", "c");
        one.drawn(List.of("a", "b"));
        assertEquals(Optional.empty(), another.devices());
        clock.pass(CohortSupply.PATIENCE.minusMillis(1));
        assertEquals(Optional.empty(), another.devices());
        clock.pass(Duration.ofMillis(1));
        assertEquals(Optional.of(List.of("a", "b", "c")), another.devices());
        another.drawn(List.of("b", "c"));
        assertEquals(Optional.empty(), one.devices(), "now it is the first that waits");
    }

    @Test
    void theSecondBeginsWhenThereAreEnough() {
        checkIn("a");
        one.drawn(List.of("a"));
        assertEquals(Optional.empty(), another.devices());
        clock.pass(Duration.ofSeconds(10));
        checkIn("b");
        assertEquals(Optional.empty(), another.devices(), "the others may be on their way");
    }

    @Test
    void itsOwnDevicesAreItsOwnInTheNextRound() {
        checkIn("a", "b");
        one.drawn(List.of("a", "b"));
        assertEquals(Optional.of(List.of("a", "b")), one.devices());
    }
}
