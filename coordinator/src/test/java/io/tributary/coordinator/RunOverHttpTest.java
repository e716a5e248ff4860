package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs over loopback: real sockets, real cryptography, made-up training. */
class RunOverHttpTest {
    private static float[] all(float value) {
        float[] values = new float[Plans.VALUES];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void aRunOfTwoRoundsMakesTheWeightedMeanOfItsUpdatesTheNextVersion() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice a = TestDevice.enrolled(coordinator, "device-a");
            TestDevice b = TestDevice.enrolled(coordinator, "device-b");
            String run = coordinator.startRun(Plans.closeAll(2, 2));
            a.checkIn();
            b.checkIn();
            a.takePart(1f, 1);
            b.takePart(0.5f, 3);
            a.checkIn();
            b.checkIn();
            a.withoutALoss();
            a.takePart(-0.25f, 1);
            b.takePart(-0.25f, 1);
            RunView view = finished(coordinator, run);

            assertArrayEquals(all(0), a.model("test-model", 0));
            assertArrayEquals(all(0.625f), a.model("test-model", 1));
            assertArrayEquals(all(0.375f), a.model("test-model", 2));
            assertEquals(new CoordinatorMessage.NoMoreWork(run, "test-model", 2), a.checkIn());
            assertEquals(List.of(0.625, 0.375), view.history().stream().map(RoundView::accuracy).toList());
            RoundView first = view.history().get(0);
            assertEquals(RoundView.Outcome.COMMITTED, first.outcome());
            assertEquals(2, first.reports().accepted());
            assertEquals(0, first.reports().dropped());
            RoundView.Training said = Objects.requireNonNull(first.training());
            assertEquals(2, said.reports());
            assertEquals(0, said.silent());
            assertTrue(Double.isFinite(Objects.requireNonNull(said.loss())));
            assertEquals(new RoundView.Training(0.5, 1, 1), view.history().get(1).training());
            assertTrue(first.traffic().bytesUp() > 2 * 4 * Plans.VALUES, () -> "bytes up " + first.traffic().bytesUp());
            assertArrayEquals(new int[][] {{3, 1}, {0, 4}}, Objects.requireNonNull(first.evaluation()).confusion());
        }
    }

    @Test
    @Timeout(60)
    void whatADeviceSaysOfItsResourcesDecidesWhetherAPlanThatRequiresThemAsksIt() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice weak = TestDevice.enrolled(coordinator, "weak");
            TestDevice strong = TestDevice.enrolled(coordinator, "strong");
            coordinator.startRun(
                    Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600, new Requirements(2, 1)), 1));
            DeviceMessage.CheckIn little = new DeviceMessage.CheckIn("weak", new Resources(1, 1));
            DeviceMessage.CheckIn enough = new DeviceMessage.CheckIn("strong", new Resources(2, 1));
            TestCoordinator.await("the strong device is asked", () -> {
                assertInstanceOf(CoordinatorMessage.Wait.class, weak.say(little));
                return strong.say(enough) instanceof CoordinatorMessage.Assignment;
            });
            assertInstanceOf(CoordinatorMessage.Wait.class, weak.say(little));
        }
    }

    @Test
    void aDeviceThatIsNotInTheCohortWaitsAndHasItsTurnLater() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice a = TestDevice.enrolled(coordinator, "device-a");
            assertInstanceOf(CoordinatorMessage.Wait.class, a.checkIn(), "no run yet");
            String run = coordinator.startRun(Plans.closeAll(1, 2));
            a.takePart(1f, 1);
            a.takePart(1f, 1);
            assertEquals(2, finished(coordinator, run).history().size());
        }
    }

    static RunView finished(TestCoordinator coordinator, String run) throws Exception {
        TestCoordinator.await("the run is over", () -> coordinator.view(run).status() != RunView.Status.ACTIVE);
        RunView view = coordinator.view(run);
        assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
        return view;
    }
}
