package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceActivity.State;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokenView;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of tokens and devices, as operators see and change it. */
class PopulationTest {
    private static <T> T ask(TestCoordinator coordinator, String path, Class<T> type) throws Exception {
        return WireJson.readMessage(
                TestCoordinator.expect(200, coordinator.operator("GET", path, new byte[0])).body(), type);
    }

    private static DeviceView device(TestCoordinator coordinator, String device) throws Exception {
        return ask(coordinator, "/v1/devices/" + device, DeviceView.class);
    }

    private static void refused(Reason reason, HttpResponse<byte[]> answer) throws Exception {
        assertEquals(reason, TestDevice.problem(answer).code());
    }

    @Test
    void aDeviceIsIdleThenWaitsThenIsInARoundAndWasSeenThen() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice ann = TestDevice.enrolled(coordinator, "ann");
            assertEquals(State.IDLE, device(coordinator, "ann").activity().state());
            assertNull(device(coordinator, "ann").activity().seen());

            String run = coordinator.startRun(Plans.closeAll(2, 1));
            TestCoordinator.await("ann waits", () -> {
                ann.checkIn();
                return device(coordinator, "ann").activity().state() == State.WAITING;
            });
            assertNotNull(device(coordinator, "ann").activity().seen());
            assertNotNull(device(coordinator, "ann").activity().client());
            TestCoordinator.await("the round waits for another device", () -> {
                RunView.Waiting waiting = coordinator.view(run).waiting();
                return waiting != null && waiting.devices() == 1 && waiting.wanted() == 2;
            });

            TestDevice bob = TestDevice.enrolled(coordinator, "bob");
            bob.checkIn();
            TestCoordinator.await("both are in a round",
                    () -> device(coordinator, "ann").activity().state() == State.IN_ROUND);
            assertEquals(run, device(coordinator, "ann").activity().run());
            assertEquals(1, device(coordinator, "ann").activity().round());
            ann.takePart(1f, 1);
            TestCoordinator.await("ann has reported",
                    () -> device(coordinator, "ann").activity().state() != State.IN_ROUND);
            assertNull(device(coordinator, "ann").activity().run());
        }
    }

    @Test
    void aRevokedDeviceIsListedAsSuchAndComesInAgainWhenItIsRestored() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice ann = TestDevice.enrolled(coordinator, "ann");
            TestDevice.enrolled(coordinator, "bob");
            ann.checkIn();
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/devices/ann", new byte[0]));
            assertEquals(State.REVOKED, device(coordinator, "ann").activity().state());
            assertEquals(List.of("ann"), ask(coordinator, "/v1/devices?revoked=true", DevicePage.class).devices()
                    .stream().map(DeviceView::device).toList());
            assertEquals(List.of("bob"), ask(coordinator, "/v1/devices?revoked=false", DevicePage.class).devices()
                    .stream().map(DeviceView::device).toList());
            refused(Reason.INVALID_FIELD, coordinator.operator("GET", "/v1/devices?revoked=1", new byte[0]));
            refused(Reason.REVOKED, ann.tryOpen(ann.proof()));

            TestCoordinator.expect(204, coordinator.operator("POST", "/v1/devices/ann/restore", new byte[0]));
            assertNull(device(coordinator, "ann").revoked());
            refused(Reason.UNAUTHENTICATED, ann.post("/v1/certificates", new byte[0]));
            TestCoordinator.expect(200, ann.tryOpen(ann.proof()));
            refused(Reason.NOT_FOUND, coordinator.operator("POST", "/v1/devices/carl/restore", new byte[0]));
            refused(Reason.NOT_FOUND, coordinator.operator("GET", "/v1/devices/carl", new byte[0]));
        }
    }

    private static TokensMinted mint(TestCoordinator coordinator, TokenRequest request) throws Exception {
        return WireJson.readMessage(TestCoordinator.expect(201,
                coordinator.operator("POST", "/v1/tokens", WireJson.write(request))).body(), TokensMinted.class);
    }

    private static HttpResponse<byte[]> enrol(TestCoordinator coordinator, String device, String token)
            throws Exception {
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/v1/enrolments"))
                .header("authorization", "Bearer " + token).header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(
                        new EnrolmentRequest(device, SigningKey.generate().publicKey().raw()))))
                .build());
    }

    @Test
    void aTokenLivesADayIsListedByItsIdUsedByItsDeviceAloneAndWithdrawn() throws Exception {
        try (TestCoordinator coordinator =
                TestCoordinator.start(InstantSource.system(), AccessOptions.product())) {
            TokensMinted bound = mint(coordinator, new TokenRequest(1, null, "ann"));
            long day = Duration.ofDays(1).toMillis();
            assertTrue(Math.abs(bound.expires() - day - coordinator.now().toEpochMilli()) < day / 2);
            TokensMinted free = mint(coordinator, new TokenRequest(2, null, null));

            refused(Reason.UNAUTHENTICATED, enrol(coordinator, "bob", bound.tokens().getFirst()));
            TestCoordinator.expect(201, enrol(coordinator, "ann", bound.tokens().getFirst()));
            TokenPage used = ask(coordinator, "/v1/tokens?used=true", TokenPage.class);
            assertEquals(bound.ids(), used.tokens().stream().map(TokenView::id).toList());
            assertEquals("ann", used.tokens().getFirst().device());
            assertEquals(TokenView.State.USED, used.tokens().getFirst().state());

            TokenPage first = ask(coordinator, "/v1/tokens?limit=2", TokenPage.class);
            TokenPage rest = ask(coordinator, "/v1/tokens?limit=2&after=" + first.next(), TokenPage.class);
            assertEquals(3, first.tokens().size() + rest.tokens().size());
            assertNull(rest.next());

            TestCoordinator.expect(204,
                    coordinator.operator("DELETE", "/v1/tokens/" + free.ids().getFirst(), new byte[0]));
            refused(Reason.UNAUTHENTICATED, enrol(coordinator, "carl", free.tokens().getFirst()));
            refused(Reason.NOT_FOUND,
                    coordinator.operator("DELETE", "/v1/tokens/" + free.ids().getFirst(), new byte[0]));
            refused(Reason.INVALID_FIELD, coordinator.operator("DELETE", "/v1/tokens/x", new byte[0]));
            TestCoordinator.expect(201, enrol(coordinator, "carl", free.tokens().getLast()));

            TokensMinted recovery = WireJson.readMessage(TestCoordinator.expect(201,
                    coordinator.operator("POST", "/v1/devices/ann/recover", new byte[0])).body(), TokensMinted.class);
            for (TokenView token : ask(coordinator, "/v1/tokens", TokenPage.class).tokens()) {
                assertEquals(recovery.ids().contains(token.id()) ? TokenView.Kind.RECOVERY : TokenView.Kind.ENROLMENT,
                        token.kind());
            }
        }
    }
}
