package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tributary.coordinator.round.CohortDraw;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cohort that is drawn from all enrolled devices")
class EnrolledCohortTest {
    private static RunPlan plan(int pool) {
        return Plans.plan(new RoundSpec(2, 1, 2, 2, pool, 3600, 3600, 10, null, CohortSource.ENROLLED), 2);
    }

    /** Asks the seed's cohort and nobody else. */
    private static void play(int round, SortedMap<String, TestDevice> devices) throws Exception {
        List<String> cohort = CohortDraw.draw(devices.keySet(), 2, CohortDraw.generator(42, round));
        for (String device : cohort) {
            assertEquals(round, devices.get(device).awaitOffer().round());
        }
        for (TestDevice other : devices.values()) {
            if (!cohort.contains(other.id())) {
                assertInstanceOf(CoordinatorMessage.Wait.class, other.checkIn());
            }
        }
        for (String device : cohort) {
            devices.get(device).takePart(1, 10);
        }
    }

    @Test
    void isTheSeedsWhetherDevicesWaitOrNot() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            SortedMap<String, TestDevice> devices = new TreeMap<>();
            for (String id : List.of("eve", "ann", "dan", "bob", "cat")) {
                devices.put(id, TestDevice.enrolled(coordinator, id));
            }
            coordinator.startRun(plan(5));
            play(1, devices);
            play(2, devices);
        }
    }

    @Test
    void isDrawnOnceEnoughAreEnrolled() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            List<TestDevice> devices = new ArrayList<>(List.of(TestDevice.enrolled(coordinator, "ann"),
                    TestDevice.enrolled(coordinator, "bob")));
            coordinator.startRun(plan(3));
            assertInstanceOf(CoordinatorMessage.Wait.class, devices.getFirst().checkIn());
            assertInstanceOf(CoordinatorMessage.Wait.class, devices.getLast().checkIn());
            devices.add(TestDevice.enrolled(coordinator, "cat"));
            devices.getLast().checkIn();
            List<String> cohort =
                    CohortDraw.draw(List.of("ann", "bob", "cat"), 2, CohortDraw.generator(42, 1));
            for (TestDevice device : devices.stream().filter(each -> cohort.contains(each.id())).toList()) {
                assertEquals(1, device.awaitOffer().round());
            }
        }
    }
}
