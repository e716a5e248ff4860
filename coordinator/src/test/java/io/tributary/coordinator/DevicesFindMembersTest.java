package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Resources;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevicesFindMembersTest {
    private final List<TestCoordinator> members = new ArrayList<>();

    @BeforeEach
    void startTwo() {
        TestCoordinator first;
        try (TestCoordinator closed = TestCoordinator.start()) {
            first = closed;
        }
        String cluster = "devices-" + ProcessHandle.current().pid();
        for (int member = 0; member < 2; member++) {
            List<String> seeds = members.stream().map(known -> known.coordinator().memberAddress()).toList();
            members.add(first.member(ClusterSettings.loopback(cluster, "m" + member).withSeeds(seeds)));
        }
    }

    @AfterEach
    void stop() {
        members.forEach(TestCoordinator::close);
    }

    private TestCoordinator member(int number) {
        return members.get(number);
    }

    private List<URI> listening() {
        return members.stream().map(member -> member.coordinator().uri()).sorted().toList();
    }

    private void named(TestDevice device, List<URI> expected) throws Exception {
        TestCoordinator.await(device.id() + " is told of " + expected, () -> {
            device.openSession();
            return device.members().equals(expected);
        });
    }

    @Test
    void aSessionNamesTheMembersThatAreThere() throws Exception {
        TestDevice device = TestDevice.enrolled(member(0), "device");
        named(device, listening());
        device.movedTo(member(1));
        named(device, listening());
        members.remove(0).close();
        named(device, listening());
        assertEquals(1, device.members().size());
    }

    @Test
    void aCoordinatorThatIsOneProcessNamesNone() throws Exception {
        try (TestCoordinator alone = TestCoordinator.start()) {
            assertEquals(List.of(), TestDevice.enrolled(alone, "device").members());
        }
    }

    @Test
    void aDeviceThatWaitsIsToldToGoOnElsewhereAndTheOthersNameTheMemberNoMore() throws Exception {
        TestDevice waiting = TestDevice.enrolled(member(0), "waiting");
        TestDevice other = TestDevice.enrolled(member(1), "other");
        named(other, listening());
        CompletableFuture<HttpResponse<byte[]>> held = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.trySay(new DeviceMessage.CheckIn("waiting", new Resources(1, 1 << 20), 20_000L, null));
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        });
        TestCoordinator.await("it waits",
                () -> new String(member(0).operator("GET", "/metrics", new byte[0]).body(), StandardCharsets.UTF_8)
                        .contains(
                                "tributary_checkins_held 1"));
        members.remove(0).close();
        HttpResponse<byte[]> told = held.get(5, TimeUnit.SECONDS);
        assertEquals(503, told.statusCode());
        assertEquals(Reason.DRAINING, TestDevice.problem(told).code());
        other.openSession();
        assertEquals(listening(), other.members());
        waiting.movedTo(member(0));
        assertTrue(waiting.checkIn() instanceof CoordinatorMessage.Wait);
        assertFalse(waiting.members().isEmpty());
    }
}
