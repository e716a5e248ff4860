package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundSpec;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check-in that waits is answered when there is something to answer, or when its time is over, and costs nobody else anything. */
class LongPollTest {
    private static final long LONG = 600_000;
    private static final RoundSpec BOTH = new RoundSpec(2, 1, 2, 1, 2, 3600, 3600);
    private TestCoordinator coordinator;

    @BeforeEach
    void begin() {
        coordinator = TestCoordinator.start();
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private CompletableFuture<HttpResponse<byte[]>> poll(TestDevice device, long millis, String ended) {
        DeviceMessage waiting = new DeviceMessage.CheckIn(device.id(), null, millis, ended);
        return TestCoordinator.HTTP.sendAsync(HttpRequest.newBuilder(coordinator.uri("/v1/messages"))
                .header("authorization", "Bearer " + device.token())
                .POST(BodyPublishers.ofByteArray(WireJson.write(waiting))).build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> poll) throws Exception {
        return poll.get(60, TimeUnit.SECONDS);
    }

    private static CoordinatorMessage message(CompletableFuture<HttpResponse<byte[]>> poll) throws Exception {
        return WireJson.readMessage(TestCoordinator.expect(200, answered(poll)).body(), CoordinatorMessage.class);
    }

    private void awaitWaiting(int devices) throws Exception {
        TestCoordinator.await(devices + " devices wait", () -> coordinator.waiting() == devices);
    }

    @Test
    void itIsAnsweredAsSoonAsTheDeviceIsDrawn() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> ann = poll(TestDevice.enrolled(coordinator, "ann"), LONG, null);
        CompletableFuture<HttpResponse<byte[]>> bob = poll(TestDevice.enrolled(coordinator, "bob"), LONG, null);
        awaitWaiting(2);
        assertFalse(ann.isDone() || bob.isDone(), "there is no run yet");
        coordinator.startRun(Plans.plan(BOTH, 1));
        assertInstanceOf(CoordinatorMessage.Assignment.class, message(ann));
        assertInstanceOf(CoordinatorMessage.Assignment.class, message(bob));
    }

    @Test
    void whenItsTimeIsOverTheDeviceComesAgainAtOnce() throws Exception {
        CoordinatorMessage.Wait wait = assertInstanceOf(CoordinatorMessage.Wait.class,
                message(poll(TestDevice.enrolled(coordinator, "ann"), 200, null)));
        assertTrue(wait.retryMillis() <= 100, wait.toString());
    }

    @Test
    void whoDoesNotWaitComesAgainAfterFiveSecondsAtTheEarliest() throws Exception {
        CoordinatorMessage.Wait wait = assertInstanceOf(CoordinatorMessage.Wait.class,
                TestDevice.enrolled(coordinator, "ann").checkIn());
        assertTrue(wait.retryMillis() >= 5_000, wait.toString());
    }

    @Test
    void theEndOfTheRunIsToldOnceToADeviceThatStays() throws Exception {
        TestDevice ann = TestDevice.enrolled(coordinator, "ann");
        TestDevice bob = TestDevice.enrolled(coordinator, "bob");
        String run = coordinator.startRun(Plans.plan(BOTH, 1));
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(ann, LONG, null);
        awaitWaiting(1);
        coordinator.operator("POST", "/v1/runs/" + run + "/stop", new byte[0]);
        assertEquals(run, assertInstanceOf(CoordinatorMessage.NoMoreWork.class, message(waiting)).run());
        CompletableFuture<HttpResponse<byte[]>> stays = poll(ann, LONG, run);
        CompletableFuture<HttpResponse<byte[]>> too = poll(bob, LONG, run);
        awaitWaiting(2);
        coordinator.startRun(Plans.plan(BOTH, 1));
        assertInstanceOf(CoordinatorMessage.Assignment.class, message(stays));
        assertInstanceOf(CoordinatorMessage.Assignment.class, message(too));
    }

    @Test
    void theEndOfARunThatMadeNoModelIsToldOnceAsWell() throws Exception {
        TestDevice ann = TestDevice.enrolled(coordinator, "ann");
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(ann, LONG, null);
        awaitWaiting(1);
        String run =
                coordinator.startRun(Plans.plan(BOTH, 1).toBuilder().model(TestCoordinator.UNMAKEABLE).build());
        CoordinatorMessage.Wait told = assertInstanceOf(CoordinatorMessage.Wait.class, message(waiting));
        assertEquals(run, told.ended());
        assertTrue(told.retryMillis() >= 5_000, "one that does not know it comes again, but not at once: " + told);
        CompletableFuture<HttpResponse<byte[]>> stays = poll(ann, LONG, run);
        awaitWaiting(1);
        assertFalse(stays.isDone());
        stays.cancel(true);
    }

    @Test
    void aSecondOneEndsTheFirst() throws Exception {
        TestDevice ann = TestDevice.enrolled(coordinator, "ann");
        CompletableFuture<HttpResponse<byte[]>> first = poll(ann, LONG, null);
        awaitWaiting(1);
        CompletableFuture<HttpResponse<byte[]>> second = poll(ann, LONG, null);
        assertInstanceOf(CoordinatorMessage.Wait.class, message(first));
        assertFalse(second.isDone());
        second.cancel(true);
    }

    @Test
    void aDeviceThatIsRevokedHearsItAtOnce() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> ann = poll(TestDevice.enrolled(coordinator, "ann"), LONG, null);
        awaitWaiting(1);
        coordinator.operator("DELETE", "/v1/devices/ann", new byte[0]);
        refused(Reason.REVOKED, answered(ann));
    }

    @Test
    void aDeviceThatLeavesIsNotChosen() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> ann = poll(TestDevice.enrolled(coordinator, "ann"), LONG, null);
        awaitWaiting(1);
        ann.cancel(true);
        awaitWaiting(0);
        assertEquals(0, coordinator.metric("tributary_devices_waiting"), "the pool is empty as well");
    }

    @Test
    void moreThanMayBeInWorkWaitWithoutATraceForOthers() throws Exception {
        List<TestDevice> devices = new ArrayList<>(); // enrolled first: the coordinator lets none wait as long as all that may take
        for (int device = 0; device < 600; device++) {
            devices.add(TestDevice.enrolled(coordinator, "d" + device));
        }
        List<CompletableFuture<HttpResponse<byte[]>>> polls =
                devices.stream().map(device -> poll(device, LONG, null)).toList();
        TestCoordinator.await("600 devices wait", () -> {
            polls.stream().filter(CompletableFuture::isDone).forEach(poll -> fail("one does not wait: " + poll
                    .handle((answer, broken) -> broken == null ? answer + new String(answer.body(), UTF_8) : broken)
                    .join()));
            return coordinator.waiting() == 600;
        });
        assertEquals(200, coordinator.get("/healthz").statusCode());
        assertInstanceOf(CoordinatorMessage.Wait.class, TestDevice.enrolled(coordinator, "late").checkIn());
        polls.forEach(poll -> poll.cancel(true));
    }
}
