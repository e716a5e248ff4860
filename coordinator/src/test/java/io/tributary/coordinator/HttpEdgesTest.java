package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, what a request may look like, and that every failure is a problem with a reason. */
class HttpEdgesTest {
    private static TestCoordinator coordinator;
    private static TestDevice device;

    @BeforeAll
    static void start() throws Exception {
        coordinator = TestCoordinator.start();
        device = TestDevice.enrolled(coordinator, "device");
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    private static void refused(Reason reason, int status, HttpResponse<byte[]> response) throws Exception {
        Problem problem = TestDevice.problem(response);
        assertEquals(reason, problem.code(), problem.detail());
        assertEquals(status, response.statusCode());
        assertEquals(status, problem.status());
    }

    private static HttpResponse<byte[]> send(String method, String path, String token, byte[] body)
            throws Exception {
        return TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri(path))
                .header("authorization", "Bearer " + token).method(method, BodyPublishers.ofByteArray(body)).build());
    }

    @ParameterizedTest
    @CsvSource({"GET,/", "GET,/v2/runs", "GET,/v1/models/x/y", "POST,/v1/nothing",
        "GET,/v1/models/nobody/versions/latest",
        "GET,/v1/models/nobody/versions/3", "GET,/v1/runs/none/plan"})
    void whatIsNotThereIsAProblem(String method, String path) throws Exception {
        refused(Reason.NOT_FOUND, 404, send(method, path,
                coordinator.coordinator().operatorToken(), new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({"PATCH,/v1/messages", "GET,/v1/enrolments", "DELETE,/healthz", "PUT,/v1/runs/latest"})
    void aMethodThatARouteDoesNotTakeIsAProblem(String method, String path) throws Exception {
        HttpResponse<byte[]> answer = send(method, path, "x", new byte[0]);
        refused(Reason.NOT_FOUND, 405, answer);
        String allowed = answer.headers().firstValue("allow").orElseThrow();
        assertEquals(switch (path) {
            case "/healthz" -> "GET, HEAD";
            case "/v1/runs/latest" -> "GET";
            default -> "POST";
        }, allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics"})
    void aHeadIsAnsweredAsAGetWithoutABody(String path) throws Exception {
        HttpResponse<byte[]> answer = send("HEAD", path, "x", new byte[0]);
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
    }

    @ParameterizedTest
    @CsvSource({"/v1/models/NOT_A_NAME/versions/latest", "/v1/models/a/versions/-1", "/v1/models/a/versions/9999999999",
        "/v1/models/a/chunks/zz"})
    void aPathThatIsNotOfItsFormIsAProblem(String path) throws Exception {
        refused(Reason.INVALID_FIELD, 400, device.get(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]", "{\"v\":1,\"type\":\"dance\",\"device\":\"device\"}",
        "{\"v\":1,\"type\":\"check-in\"}", "{\"v\":1,\"v\":1,\"type\":\"check-in\",\"device\":\"device\"}"})
    void aMessageThatIsNoMessageIsMalformed(String json) throws Exception {
        refused(Reason.MALFORMED, 400, device.post("/v1/messages", json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMessageOfAnotherVersionIsUnsupported() throws Exception {
        refused(Reason.UNSUPPORTED_VERSION, 400, device.post("/v1/messages",
                "{\"v\":2,\"type\":\"check-in\",\"device\":\"device\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEmptyBodyIsMalformed() throws Exception {
        refused(Reason.MALFORMED, 400, device.post("/v1/messages", new byte[0]));
    }

    @Test
    void I8_aBodyBeyondItsBoundIsRefusedBeforeItIsRead() throws Exception {
        refused(Reason.TOO_LARGE, 413, device.post("/v1/messages", new byte[WireJson.MAX_MESSAGE + 1]));
        refused(Reason.TOO_LARGE, 413, device.post("/v1/enrolments", new byte[WireJson.MAX_MESSAGE + 1]));
        refused(Reason.TOO_LARGE, 413, coordinator.operator("POST", "/v1/runs", new byte[WireJson.MAX_ENVELOPE + 1]));
    }

    @Test
    void I8_headersBeyondTheirBoundAreRefused() throws Exception {
        String answer =
                raw("GET /healthz HTTP/1.1\r\nhost: x\r\n" + "x-many: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(10_000)
                        + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n",
        "POST /v1/enrolments HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef"})
    void I8_whatIsNotHttpIsRefused(String bytes) throws Exception {
        String answer = raw(bytes);
        assertTrue(answer.matches("(?s)HTTP/[19]\\.[019] (4\\d\\d|501).*"), answer);
    }

    private static String raw(String bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port())) {
            socket.setSoTimeout(20_000);
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException closedByThePeer) {
                    assertTrue(socket.isConnected());
                }
            });
            InputStream in = socket.getInputStream();
            byte[] first = new byte[4096];
            int length = Math.max(0, in.read(first));
            return new String(first, 0, length, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aDeviceNeedsASession() throws Exception {
        byte[] checkIn = WireJson.write(new DeviceMessage.CheckIn("device"));
        refused(Reason.UNAUTHENTICATED, 401, send("POST", "/v1/messages", "guess", checkIn));
        refused(Reason.UNAUTHENTICATED, 401, send("POST", "/v1/messages", "", checkIn));
        String upload = "/v1/runs/01890000-0000-7000-8000-000000000000/rounds/1/updates/" + UUID.randomUUID();
        refused(Reason.UNAUTHENTICATED, 401, send("PUT", upload, "guess", new byte[10]));
    }

    @ParameterizedTest
    @CsvSource({"POST,/v1/runs", "GET,/v1/runs", "GET,/v1/runs/x", "DELETE,/v1/runs/x"})
    void anOperatorNeedsTheToken(String method, String path) throws Exception {
        refused(Reason.UNAUTHENTICATED, 401, send(method, path, "guess", new byte[0]));
    }

    @Test
    void anIdThatIsEnrolledWithAnotherKeyIsTaken() throws Exception {
        EnrolmentRequest other = new EnrolmentRequest("device", SigningKey.generate().publicKey().raw());
        refused(Reason.DEVICE_TAKEN, 409, device.post("/v1/enrolments", WireJson.write(other)));
        assertEquals(device.enrol(), device.enrol(), "the same key gets the same answer");
    }

    @Test
    void aPlanMustBeSignedByAPinnedOwner() throws Exception {
        RunPlan plan = Plans.closeAll(1, 1);
        byte[] bytes = WireJson.write(plan);
        SignedDocument right = coordinator.signed(plan);
        refused(Reason.UNSIGNED, 422, create(new SignedDocument(bytes, new byte[0], right.key())));
        refused(Reason.WRONG_SIGNER, 422, create(SigningKey.generate().sign(SignatureContext.RUN_PLAN, bytes)));
        byte[] altered = bytes.clone();
        altered[altered.length - 5]++;
        refused(Reason.BAD_SIGNATURE, 422, create(new SignedDocument(altered, right.signature(), right.key())));
        assertEquals("{\"v\":1,\"runs\":[],\"next\":null}",
                new String(coordinator.operator("GET", "/v1/runs", new byte[0]).body(),
                        StandardCharsets.UTF_8));
    }

    private static HttpResponse<byte[]> create(SignedDocument plan) throws Exception {
        return coordinator.operator("POST", "/v1/runs", WireJson.write(new RunRequest(plan)));
    }

    @Test
    void aCoordinatorSaysThatItLives() throws Exception {
        assertEquals(200, coordinator.get("/healthz").statusCode());
        String ready =
                new String(TestCoordinator.expect(200, coordinator.get("/readyz")).body(), StandardCharsets.UTF_8);
        for (String part : List.of("database", "objects", "keys")) {
            assertTrue(ready.contains("\"" + part + "\":\"ok\""), ready);
        }
        assertTrue(ready.contains("\"run\":\""), ready);
        String metrics = new String(coordinator.get("/metrics").body(), StandardCharsets.UTF_8);
        assertTrue(metrics.contains("vertx_http_server_requests_total"), metrics);
    }

    @Test
    void brokenStorageMakesItUnreadyAndAcknowledgesNothing() throws Exception {
        try (TestCoordinator other = TestCoordinator.start()) {
            TestDevice caller = TestDevice.enrolled(other, "device");
            other.memory().breakDown();
            HttpResponse<byte[]> unready = other.get("/readyz");
            refused(Reason.UNAVAILABLE, 503, unready);
            assertEquals("not ready: database: takes no writes; objects: takes no writes; keys: takes no writes",
                    TestDevice.problem(unready).detail());
            refused(Reason.UNAVAILABLE, 503, caller.post("/v1/enrolments",
                    WireJson.write(new EnrolmentRequest("new", SigningKey.generate().publicKey().raw()))));
            other.memory().repair();
            TestCoordinator.await("it is ready again", () -> other.get("/readyz").statusCode() == 200);
        }
    }

    @Test
    void aMemberThatIsBeingStoppedLivesAndIsNotReady() throws Exception {
        try (TestCoordinator other = TestCoordinator.start()) {
            TestCoordinator.expect(200, other.get("/readyz"));

            other.coordinator().drain(Duration.ZERO);

            HttpResponse<byte[]> unready = TestCoordinator.expect(503, other.get("/readyz"));
            assertEquals(Reason.DRAINING, TestDevice.problem(unready).code());
            TestCoordinator.expect(200, other.get("/healthz"));
        }
    }
}
