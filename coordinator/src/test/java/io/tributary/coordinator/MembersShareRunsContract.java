package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundOffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices and operators may expect of three members, whatever they share. */
abstract class MembersShareRunsContract {
    private final List<TestCoordinator> members = new ArrayList<>();
    private TestCoordinator first;

    /** Starts a member. */
    abstract TestCoordinator member(TestCoordinator like, ClusterSettings settings) throws Exception;

    @BeforeEach
    void startThree() throws Exception {
        try (TestCoordinator closed = TestCoordinator.start()) {
            first = closed;
        }
        String cluster = "runs-" + ProcessHandle.current().pid();
        for (int member = 0; member < 3; member++) {
            ClusterSettings settings = ClusterSettings.loopback(cluster, "m" + member);
            List<String> seeds = members.stream().map(known -> known.coordinator().memberAddress()).toList();
            members.add(member(first, settings.withSeeds(seeds)));
        }
    }

    @AfterEach
    void stop() {
        members.forEach(TestCoordinator::close);
    }

    private TestCoordinator member(int number) {
        return members.get(number);
    }

    @Test
    void devicesAtThreeMembersTakePartInOneRound() throws Exception {
        String run = member(1).startRun(Plans.closeAll(3, 2));
        List<TestDevice> devices = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            devices.add(TestDevice.enrolled(member(at), "d" + at));
        }
        for (int round = 1; round <= 2; round++) {
            for (TestDevice device : devices) {
                device.checkIn();
            }
            for (TestDevice device : devices) {
                device.takePart(0.5f, 1);
            }
            int closed = round;
            TestCoordinator.await("round " + round + " is over",
                    () -> member(0).view(run).history().size() >= closed);
        }
        for (TestCoordinator member : members) {
            TestCoordinator.await("the run is over", () -> member.view(run).status() == RunView.Status.FINISHED);
            assertTrue(member.view(run).history().stream().allMatch(over -> over.traffic().bytesUp() > 0),
                    "counted at all members");
            assertEquals(List.of(3, 3),
                    member.view(run).history().stream().map(over -> over.reports().accepted()).toList());
        }
        float[] expected = new float[devices.get(0).model("test-model", 2).length];
        java.util.Arrays.fill(expected, 1f);
        for (TestDevice device : devices) {
            assertArrayEquals(expected, device.model("test-model", 2));
        }
        assertTrue(chunksFrom("members") > 0, "a chunk that one member read is served from memory by the others");
        assertEquals(0, chunksFrom("wrong"));
        double chunks = metric("tributary_members_asked_bytes_total{kind=\"chunks\"} ");
        assertTrue(chunks > 0, "bytes of chunks between members are counted");
        assertTrue(metric("tributary_members_asked_bytes_total{kind=\"bus\"} ") > 0, "and those of events");
        assertTrue(metric("tributary_members_sent_bytes_total ") > chunks, "and all that was sent");
    }

    private double chunksFrom(String where) throws Exception {
        return metric("tributary_chunks_total{from=\"" + where + "\"} ");
    }

    /** Of all members together, by its name with labels and the space that follows. */
    private double metric(String name) throws Exception {
        double sum = 0;
        for (TestCoordinator member : members) {
            String metrics = new String(member.get("/metrics").body(), StandardCharsets.UTF_8);
            sum += metrics.lines().filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).sum();
        }
        return sum;
    }

    @Test
    void devicesOfAnotherModelAreDrawnByNoMember() throws Exception {
        List<CompletableFuture<CoordinatorMessage>> others = new ArrayList<>();
        List<CompletableFuture<CoordinatorMessage>> own = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            others.add(TestDevice.enrolled(member(at), "a-" + at).takes("camera").poll());
            own.add(TestDevice.enrolled(member(at), "z-" + at).takes("camera", "test-model").poll());
            TestCoordinator there = member(at);
            TestCoordinator.await("both wait", () -> there.waiting() == 2);
        }
        String run = member(1).startRun(Plans.closeAll(3, 1));
        for (CompletableFuture<CoordinatorMessage> answer : own) {
            assertInstanceOf(CoordinatorMessage.Assignment.class, answer.get(10, TimeUnit.SECONDS));
        }
        assertTrue(others.stream().noneMatch(CompletableFuture::isDone));
        assertEquals(3, member(0).view(run).cohort());
    }

    @Test
    void aVersionIsToldAtOnceByEachMemberWhileAnotherModelIsTrained() throws Exception {
        member(0).startRun(Plans.closeAll(50, 1).toBuilder().model("camera").build());
        TestDevice trains = TestDevice.enrolled(member(1), "trains").takes("test-model");
        String run = member(2).startRun(Plans.closeAll(1, 1));
        RoundOffer offer = trains.awaitOffer();
        List<CompletableFuture<CoordinatorMessage>> waiting = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            // Version 0 is told at once by a member that has not heard of the run under way yet.
            waiting.add(TestDevice.enrolled(member(at), "d" + at).takes("camera", "test-model")
                    .holds(Map.of("test-model", 0)).poll());
            TestCoordinator there = member(at);
            TestCoordinator.await("the device waits", () -> there.waiting() == 1);
        }
        Sealed update = trains.seal(offer, 0.5f);
        TestCoordinator.expect(204, trains.upload(offer, update));
        trains.say(trains.report(offer, update, 1));
        for (CompletableFuture<CoordinatorMessage> answer : waiting) {
            CoordinatorMessage told = answer.get(10, TimeUnit.SECONDS); // a check-in that nobody answers is held twice as long
            assertEquals(new CoordinatorMessage.Wait.Newer(run, "test-model", 1),
                    assertInstanceOf(CoordinatorMessage.Wait.class, told).newer());
        }
    }

    @Test
    void aDeviceThatMovesInTheMiddleOfARoundIsCountedOnce() throws Exception {
        String run = member(0).startRun(Plans.closeAll(2, 1));
        TestDevice moving = TestDevice.enrolled(member(0), "moving");
        TestDevice staying = TestDevice.enrolled(member(2), "staying");
        moving.checkIn();
        staying.checkIn();
        RoundOffer offer = moving.awaitOffer();
        Sealed update = moving.seal(offer, 0.25f);
        TestCoordinator.expect(204, moving.upload(offer, update));
        moving.movedTo(member(1));
        CoordinatorMessage receipt = moving.say(moving.report(offer, update, 1));
        moving.movedTo(member(2));
        assertEquals(receipt, moving.say(moving.report(offer, update, 1)));
        assertTrue(moving.checkIn() instanceof CoordinatorMessage.Wait, "it has answered already");
        staying.takePart(0.25f, 1);
        TestCoordinator.await("the run is over", () -> member(1).view(run).status() == RunView.Status.FINISHED);
        assertEquals(2, member(1).view(run).history().getFirst().reports().accepted());
    }

    @Test
    void devicesAtAllMembersHearAtOnceThatARunEndedBeforeItsFirstVersion() throws Exception {
        List<CompletableFuture<CoordinatorMessage>> waiting = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            TestDevice device = TestDevice.enrolled(member(at), "d" + at);
            waiting.add(device.saySoon(new DeviceMessage.CheckIn(device.id(), null, 600_000L, null)));
            TestCoordinator there = member(at);
            TestCoordinator.await("the device waits", () -> there.waiting() == 1);
        }
        String run = member(1).startRun(
                Plans.closeAll(3, 1).toBuilder().model(TestCoordinator.UNMAKEABLE).build());
        for (CompletableFuture<CoordinatorMessage> answer : waiting) {
            CoordinatorMessage told = answer.get(10, TimeUnit.SECONDS); // a check-in that nobody answers is held twice as long
            assertEquals(run, assertInstanceOf(CoordinatorMessage.Wait.class, told).ended());
        }
        assertEquals(RunView.Status.FAILED, member(0).view(run).status());
    }

    @Test
    void aRunIsStoppedAtWhicheverMember() throws Exception {
        List<String> runs = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            runs.add(member(number % 3).startRun(Plans.closeAll(2, 2)));
        }
        for (String run : runs) {
            assertTrue(member(2).operator("POST", "/v1/runs/" + run + "/stop", new byte[0]).statusCode() < 300);
            TestCoordinator.await("stopped", () -> member(0).view(run).status() == RunView.Status.STOPPED);
        }
    }

    @Test
    void theRunsOfAMemberThatLeavesGoOnAtOthers() throws Exception {
        List<String> runs = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            runs.add(member(0).startRun(Plans.closeAll(1, 1)));
        }
        TestDevice device = TestDevice.enrolled(member(0), "d0");
        device.checkIn();
        RoundOffer offer = device.awaitOffer();
        members.removeFirst().close();
        device.movedTo(member(0));
        Sealed update = device.seal(offer, 0.5f);
        TestCoordinator.await("uploaded", () -> device.upload(offer, update).statusCode() == 204);
        device.say(device.report(offer, update, 1));
        for (int left = 1; left < runs.size(); left++) {
            device.checkIn();
            device.takePart(0.5f, 1);
        }
        for (String run : runs) {
            TestCoordinator.await("the run is over", () -> member(1).view(run).status() == RunView.Status.FINISHED);
        }
    }
}
