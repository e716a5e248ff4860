package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a check-in says of models, and what becomes of it. */
@Timeout(60)
@DisplayName("A device that names its models")
class ModelsOfDevicesTest {
    private TestCoordinator coordinator;

    @BeforeEach
    void begin() {
        coordinator = TestCoordinator.start();
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private static RunPlan of(String model, int cohort) {
        return Plans.closeAll(cohort, 1).toBuilder().model(model).build();
    }

    private List<CompletableFuture<CoordinatorMessage>> polls(String name, int devices, String model) throws Exception {
        List<CompletableFuture<CoordinatorMessage>> polls = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            polls.add(TestDevice.enrolled(coordinator, name + "-" + device).takes(model).poll());
        }
        return polls;
    }

    private void awaitWaiting(int devices) throws Exception {
        TestCoordinator.await(devices + " devices wait", () -> coordinator.waiting() == devices);
    }

    @Test
    void isDrawnForThoseAloneHoweverManyOthersWait() throws Exception {
        List<CompletableFuture<CoordinatorMessage>> others = polls("a", 20, "camera");
        TestDevice[] own = new TestDevice[3];
        for (int device = 0; device < own.length; device++) {
            own[device] = TestDevice.enrolled(coordinator, "z-" + device).takes("thermostat");
        }
        own[0].checkIn();
        own[1].checkIn();
        awaitWaiting(20);
        String run = coordinator.startRun(of("thermostat", 3));
        TestCoordinator.await("the run waits", () -> coordinator.view(run).state() == RunView.State.SELECTING);
        RunView.Waiting waiting = coordinator.view(run).waiting();
        assertEquals(new RunView.Waiting(2, 3), waiting, "others are not counted");
        own[2].checkIn();
        for (TestDevice device : own) {
            device.awaitOffer();
        }
        assertEquals(20, others.stream().filter(poll -> !poll.isDone()).count(), "they wait still");
        for (TestDevice device : own) {
            device.takePart(0.5f, 1);
        }
        RoundView round = RunOverHttpTest.finished(coordinator, run).history().getFirst();
        assertEquals(3, round.reports().accepted());
        assertEquals(0, round.reports().dropped(), "nobody declined");
    }

    @Test
    void hasItsRoundsBesideThoseOfOthers() throws Exception {
        List<CompletableFuture<CoordinatorMessage>> cameras = polls("a", 2, "camera");
        List<CompletableFuture<CoordinatorMessage>> thermostats = polls("b", 2, "thermostat");
        awaitWaiting(4);
        coordinator.startRun(of("thermostat", 2));
        for (CompletableFuture<CoordinatorMessage> poll : thermostats) {
            assertInstanceOf(CoordinatorMessage.Assignment.class, poll.get(10, TimeUnit.SECONDS));
        }
        assertTrue(cameras.stream().noneMatch(CompletableFuture::isDone));
        coordinator.startRun(of("camera", 2));
        for (CompletableFuture<CoordinatorMessage> poll : cameras) {
            assertInstanceOf(CoordinatorMessage.Assignment.class, poll.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void waitsWithThoseThatNameNoneAsDevicesOfThePreviousBuildDo() throws Exception {
        TestDevice camera = TestDevice.enrolled(coordinator, "a").takes("camera");
        TestDevice any = TestDevice.enrolled(coordinator, "b");
        CompletableFuture<CoordinatorMessage> stays = camera.poll();
        CompletableFuture<CoordinatorMessage> drawn = any.poll();
        awaitWaiting(2);
        coordinator.startRun(of("thermostat", 1));
        assertInstanceOf(CoordinatorMessage.Assignment.class, drawn.get(10, TimeUnit.SECONDS));
        assertTrue(!stays.isDone());
    }
}
