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
import java.util.Map;
import java.util.Objects;
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

    /** A run of the thermostat plays its only round beside a run of the camera that waits for devices. @return the thermostat's */
    private String playBesideACamera(Runnable before) throws Exception {
        coordinator.startRun(of("camera", 50));
        TestDevice trains = TestDevice.enrolled(coordinator, "trains").takes("thermostat");
        String run = coordinator.startRun(of("thermostat", 1));
        trains.awaitOffer(); // drawn before the others come
        before.run();
        trains.takePart(0.5f, 1);
        RunOverHttpTest.finished(coordinator, run);
        return run;
    }

    private static CoordinatorMessage answer(CompletableFuture<CoordinatorMessage> poll) throws Exception {
        return poll.get(10, TimeUnit.SECONDS); // one that nobody answers is held twice as long
    }

    private static void assertNewer(String run, CoordinatorMessage answer) {
        CoordinatorMessage.Wait wait = assertInstanceOf(CoordinatorMessage.Wait.class, answer);
        assertEquals(new CoordinatorMessage.Wait.Newer(run, "thermostat", 1), wait.newer());
    }

    @Test
    void hearsOfTheLastVersionOfItsModelWhileARunOfAnotherIsUnderWay() throws Exception {
        TestDevice ann = TestDevice.enrolled(coordinator, "ann").takes("camera", "thermostat").holds(Map.of());
        TestDevice bob = TestDevice.enrolled(coordinator, "bob").holds(Map.of("thermostat", 0));
        List<CompletableFuture<CoordinatorMessage>> polls = new ArrayList<>();
        TestDevice quiet = TestDevice.enrolled(coordinator, "quiet");
        String run = playBesideACamera(() -> {
            polls.add(ann.poll());
            polls.add(bob.poll());
            polls.add(quiet.poll());
        });
        assertNewer(run, answer(polls.get(0)));
        assertNewer(run, answer(polls.get(1)));
        assertTrue(!polls.get(2).isDone(), "the previous build does not know what it would be told, and is not");
        CompletableFuture<CoordinatorMessage> again = ann.holds(Map.of("thermostat", 1)).poll();
        awaitWaiting(2);
        assertTrue(!again.isDone(), "it has it");
    }

    @Test
    void hasNothingLeftToDoOnceItsRunsAreOverWhateverOthersDo() throws Exception {
        String run = playBesideACamera(() -> {});
        TestDevice late = TestDevice.enrolled(coordinator, "late").takes("thermostat").holds(Map.of());
        assertEquals(new CoordinatorMessage.NoMoreWork(run, "thermostat", 1), answer(late.poll()),
                "it says the version too");
        late.holds(Map.of("thermostat", 1));
        assertEquals(new CoordinatorMessage.NoMoreWork(run, "thermostat", 1), answer(late.poll()));
        CompletableFuture<CoordinatorMessage> stays = late.poll(run);
        awaitWaiting(1);
        assertTrue(!stays.isDone(), "it has heard of it");
        TestDevice other = TestDevice.enrolled(coordinator, "other").takes("doorbell").holds(Map.of("thermostat", 0));
        CompletableFuture<CoordinatorMessage> waits = other.poll();
        awaitWaiting(2);
        assertTrue(!waits.isDone(), "of a model that has no run yet");
    }

    @Test
    void getsEachOfItsModelsWhereAllRunsAreOver() throws Exception {
        for (String model : List.of("camera", "thermostat")) {
            TestDevice trains = TestDevice.enrolled(coordinator, "trains-" + model).takes(model);
            String run = coordinator.startRun(of(model, 1));
            trains.takePart(0.5f, 1);
            RunOverHttpTest.finished(coordinator, run);
        }
        TestDevice late = TestDevice.enrolled(coordinator, "late").takes("camera", "thermostat").holds(Map.of());
        CoordinatorMessage.Wait first = assertInstanceOf(CoordinatorMessage.Wait.class, answer(late.poll()));
        CoordinatorMessage.Wait.Newer camera = Objects.requireNonNull(first.newer());
        assertEquals("camera", camera.model());
        late.holds(Map.of("camera", camera.modelVersion()));
        CoordinatorMessage.NoMoreWork last = assertInstanceOf(CoordinatorMessage.NoMoreWork.class, answer(late.poll()));
        assertEquals("thermostat", last.model());
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
