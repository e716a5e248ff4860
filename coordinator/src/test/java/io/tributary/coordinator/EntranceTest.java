package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What requests pass before a route answers them. */
class EntranceTest {
    private final HandClock clock = new HandClock();

    private static String raw(TestCoordinator coordinator, String bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void whatIsNotWrittenPlainlyIsRefusedAndClosed() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            for (String request : List.of("GET /%zz HTTP/1.1\r\nhost: x", "GET //metrics HTTP/1.1\r\nhost: x",
                    "GET /./metrics HTTP/1.1\r\nhost: x", "GET /%2e/metrics HTTP/1.1\r\nhost: x",
                    "GET /healthz HTTP/1.1",
                    "GET /v1/runs?after=%zz HTTP/1.1\r\nhost: x",
                    "GET /healthz HTTP/1.1\r\nhost: [::1%lo]:80\r\nconnection: close",
                    "GET /healthz HTTP/1.1\r\nhost: a b\r\nconnection: close",
                    "GET /healthz HTTP/1.1\r\nhost: x\r\nhost: y")) {
                String answer = raw(coordinator, request + "\r\n\r\n");
                assertEquals(400, status(answer), request + " " + answer);
                assertTrue(answer.contains("application/problem+json"), answer);
            }
        }
    }

    @Test
    void whatIsMalformedCountsAgainstItsAddress() throws Exception {
        AccessOptions limited = AccessOptions.open().toBuilder().limits(Optional.of(new RateLimits(1_000, 2))).build();
        try (TestCoordinator coordinator = TestCoordinator.start(clock, limited)) {
            for (int i = 0; i < 4; i++) {
                assertEquals(400, status(raw(coordinator, "GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n")));
            }
            String limitedAnswer =
                    raw(coordinator, "GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertEquals(429, status(limitedAnswer));
        }
    }

    @Test
    void devicesBehindATrustedProxyHaveLimitsOfTheirOwnAndNobodyElseIsBelieved() throws Exception {
        AccessOptions limited = AccessOptions.open().toBuilder().limits(Optional.of(new RateLimits(1_000, 1))).build();
        try (TestCoordinator coordinator =
                TestCoordinator.start(clock, limited.toBuilder().proxies(List.of("127.0.0.0/8")).build())) {
            for (int i = 1; i < 6; i++) {
                assertEquals(200, healthz(coordinator, "198.51.100." + i));
            }
            assertEquals(200, healthz(coordinator, "198.51.100.1"));
            assertEquals(429, healthz(coordinator, "6.6.6.6, 198.51.100.1"));
        }
        try (TestCoordinator coordinator = TestCoordinator.start(clock, limited)) {
            assertEquals(200, healthz(coordinator, "198.51.100.1"));
            assertEquals(200, healthz(coordinator, "198.51.100.2"));
            assertEquals(429, healthz(coordinator, "198.51.100.3"));
        }
    }

    private static int healthz(TestCoordinator coordinator, String forwarded) throws Exception {
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/healthz"))
                .header("x-forwarded-for", forwarded).build()).statusCode();
    }

    @Test
    void connectionsOfOneAddressBeyondItsCapAreClosed() throws Exception {
        AccessOptions few = AccessOptions.open().toBuilder().connectionsOfAddress(2).build();
        try (TestCoordinator coordinator = TestCoordinator.start(clock, few);
                Socket one = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port());
                Socket two = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
            one.getOutputStream().write('G');
            two.getOutputStream().write('G');
            TestCoordinator.await("a third is closed without an answer", () -> {
                try (Socket third = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
                    third.setSoTimeout(20_000);
                    return third.getInputStream().read() == -1;
                }
            });
        }
    }

    @Test
    void aHeadThatComesByteByByteIsCut() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start(clock, AccessOptions.product());
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
            slow.setSoTimeout(1_000);
            slow.getOutputStream().write("GET /healthz HTTP/1.1\r\nhost:".getBytes(StandardCharsets.US_ASCII));
            TestCoordinator.await("it is cut", () -> {
                clock.pass(Duration.ofSeconds(5));
                try {
                    slow.getOutputStream().write(' ');
                    return slow.getInputStream().read() == -1;
                } catch (SocketTimeoutException open) {
                    return false;
                } catch (IOException cut) {
                    return true;
                }
            });
        }
    }

    @Test
    void metricsAreForOperatorsOnceOthersThanThisMachineMayAsk() throws Exception {
        AccessOptions known = AccessOptions.product().toBuilder().limits(Optional.empty())
                .address(Optional.of(URI.create("https://federation.example.org"))).build();
        for (AccessOptions options : List.of(known,
                known.toBuilder().address(Optional.empty()).proxies(List.of("127.0.0.1")).build())) {
            try (TestCoordinator coordinator = TestCoordinator.start(clock, options)) {
                assertEquals(401, coordinator.get("/metrics").statusCode());
                assertEquals(401, coordinator.get("/metrics?x=1").statusCode());
                assertEquals(200, coordinator.operator("GET", "/metrics", new byte[0]).statusCode());
                assertEquals(200, coordinator.get("/healthz").statusCode());
            }
        }
    }

    @Test
    void whereAnybodyMayEnrolNoPageOfABrowserCanMakeItDoSo() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            assertEquals(400, enrol(coordinator, "content-type", "text/plain"));
            assertEquals(403, enrol(coordinator, "content-type", "application/json", "origin", "https://evil.example"));
            assertEquals(201, enrol(coordinator, "content-type", "application/json"));
            String body = "{}";
            String rebound =
                    raw(coordinator, "POST /v1/enrolments HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n"
                            + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            assertEquals(403, status(rebound));
        }
    }

    private static int enrol(TestCoordinator coordinator, String... headers) throws Exception {
        byte[] body = WireJson.write(new EnrolmentRequest("new-device", SigningKey.generate().publicKey().raw()));
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/v1/enrolments")).headers(headers)
                .POST(BodyPublishers.ofByteArray(body)).build()).statusCode();
    }

    @Test
    void whoShowsNothingGoodIsRefusedBeforeTheBodyCameWhateverIsAsked() throws Exception {
        try (TestCoordinator coordinator =
                TestCoordinator.start(clock, AccessOptions.product().toBuilder().limits(Optional.empty()).build())) {
            List<String> routes = coordinator.coordinator().routes().stream()
                    .filter(route -> route.matches("(POST|PUT|PATCH|DELETE) .*")).toList();
            assertTrue(routes.contains("POST /v1/sessions"), routes.toString());
            for (String route : routes) {
                for (String header : List.of("", "authorization: Bearer guess\r\n")) {
                    assertEquals("HTTP/1.1 401", answerToHalf(coordinator, route, header), route + " " + header);
                }
            }
        }
    }

    @Test
    void aProofByAKeyThatNobodyEnrolledOrForAnotherNonceIsRefusedBeforeTheBodyCame() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice ann = TestDevice.enrolled(coordinator, "ann");
            PossessionProof right = ann.proof();
            PossessionProof stale = new PossessionProof(right.method(), right.uri(), right.issued(), right.id(),
                    "0123456789abcdef");
            for (String proof : List.of(right.sign(SigningKey.generate()), stale.sign(ann.key()))) {
                assertEquals("HTTP/1.1 401",
                        answerToHalf(coordinator, "POST /v1/sessions", "dpop: " + proof + "\r\n"));
            }
        }
    }

    /** The beginning of the answer to a request of which one byte of the body came. */
    private static String answerToHalf(TestCoordinator coordinator, String route, String header) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((route.replaceAll("\\{[a-z0-9]+}", "1") + " HTTP/1.1\r\nhost: x\r\n" + header
                    + "content-length: 60000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aRevokedDevicesKeyDoesNotEnrolAgainUnderAnotherName() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice ann = TestDevice.enrolled(coordinator, "ann");
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/devices/ann", new byte[0]));
            HttpResponse<byte[]> again = ann.post("/v1/enrolments",
                    WireJson.write(new EnrolmentRequest("bob", ann.key().publicKey().raw())));
            assertEquals(Reason.REVOKED, TestDevice.problem(again).code());
        }
    }
}
