package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.OpenApi.Operation;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.access.TestIssuer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of docs/openapi.yaml that asks for a credential, with every bad one: denied, nothing changed, written down. */
class CredentialMatrixTest {
    private static final HandClock CLOCK = new HandClock();
    @TempDir
    private static Path directory;
    private static TestCoordinator coordinator;
    private static BadCredentials bad;
    private static TestDevice device;
    private static String run = "";

    @BeforeAll
    static void start() throws Exception {
        TestIssuer issuer = new TestIssuer(directory);
        coordinator = TestCoordinator.start(CLOCK,
                AccessOptions.product().toBuilder().limits(Optional.empty())
                        .issuer(Optional.of(issuer.trusted())).build());
        bad = BadCredentials.of(coordinator, issuer, CLOCK);
        device = TestDevice.enrolled(coordinator, "device", coordinator.enrolmentToken());
        run = coordinator.startRun(Plans.closeAll(50, 1));
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    @Test
    void onlyTheseOperationsAskForNothing() throws Exception {
        assertEquals(
                Set.of("GET /healthz", "GET /readyz", "GET /metrics", "HEAD /healthz", "HEAD /readyz", "HEAD /metrics",
                        "GET /v1/keys"),
                OpenApi.operations().stream().filter(operation -> operation.scheme().isEmpty()).map(Operation::route)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theRequestsOfTheMatrixAreGoodButForTheirCredentials() throws Exception {
        assertEquals(200, send(new Operation("GET", "/v1/audit", Optional.empty(), Optional.empty()),
                List.of("authorization", "Bearer " + coordinator.coordinator().operatorToken())).statusCode());
        assertEquals(200, send(new Operation("GET", "/v1/audit", Optional.empty(), Optional.empty()),
                List.of("authorization", "bEARER " + coordinator.coordinator().operatorToken())).statusCode());
        assertEquals(201, send(new Operation("POST", "/v1/tokens", Optional.empty(), Optional.empty()),
                List.of("authorization", "Bearer " + bad.issuer().token(CLOCK.instant(), "operator"))).statusCode());
        assertEquals(200, send(new Operation("POST", "/v1/messages", Optional.empty(), Optional.empty()),
                List.of("authorization", "Bearer " + device.token())).statusCode());
    }

    @TestFactory
    Stream<DynamicTest> everyOperationDeniesEveryBadCredential() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> schemes = new HashSet<>();
        for (Operation operation : OpenApi.operations()) {
            if (operation.scheme().isPresent()) {
                schemes.add(operation.scheme().get());
                for (BadCredentials.Bad credential : credentials(operation)) {
                    tests.add(DynamicTest.dynamicTest(operation + " with " + credential.name(),
                            () -> denied(operation, credential.headers())));
                }
            }
        }
        assertEquals(Set.of("operator", "sessionToken", OpenApi.READER, "enrolmentToken", "possession"), schemes);
        assertTrue(tests.size() > 200, () -> tests.size() + " cases");
        return tests.stream();
    }

    private static List<BadCredentials.Bad> credentials(Operation operation) throws Exception {
        return switch (operation.scheme().orElseThrow()) {
            case "operator" -> bad.forOperators(operation.least().orElseThrow());
            case "sessionToken" -> bad.forSessions(device);
            case OpenApi.READER -> bad.forReaders(device);
            case "enrolmentToken" -> bad.forEnrolment();
            case "possession" -> bad.forPossession(device);
            default -> throw new AssertionError("no bad credentials are known for " + operation.scheme());
        };
    }

    private static void denied(Operation operation, List<String> headers) throws Exception {
        String before = world();
        long written = newest().sequence();

        HttpResponse<byte[]> answer = send(operation, headers);

        Reason reason = Reason.of(answer.headers().firstValue("tributary-reason").orElseThrow());
        assertTrue(reason.isDenial(), reason.toString());
        assertEquals(reason.status(), answer.statusCode());
        if (!operation.method().equals("HEAD")) {
            assertEquals(reason, TestDevice.problem(answer).code());
        }
        assertEquals(before, world());
        AuditEntry entry = newest();
        assertEquals(written + 1, entry.sequence());
        assertEquals(AuditEntry.Outcome.DENIED, entry.outcome());
        assertEquals(reason.code(), entry.reason());
        assertTrue(entry.route().startsWith(operation.method() + " /v1/"), entry.route());
        String text = entry.toString();
        headers.stream().filter(header -> header.length() > 20)
                .forEach(secret -> assertTrue(!text.contains(secret.replace("Bearer ", "")), text));
    }

    private static HttpResponse<byte[]> send(Operation operation, List<String> headers) throws Exception {
        String path = filled(operation.path(), run, "device");
        HttpRequest.Builder request = HttpRequest.newBuilder(coordinator.uri(path)).method(operation.method(),
                BodyPublishers.ofByteArray(body(operation.route())));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return unlikeAPage(TestCoordinator.send(request.build()));
    }

    /** No answer leaves a cookie in a browser, or is a page. */
    private static HttpResponse<byte[]> unlikeAPage(HttpResponse<byte[]> answer) {
        assertEquals(List.of(), answer.headers().allValues("set-cookie"));
        String type = answer.headers().firstValue("content-type").orElse("");
        assertTrue(
                List.of("", "application/json", "application/problem+json", "text/plain; charset=utf-8").contains(type),
                type);
        return answer;
    }

    private static String filled(String path, String aRun, String aDevice) {
        return path.replace("{run}", aRun).replace("{round}", "1").replace("{upload}", UUID.randomUUID().toString())
                .replace("{device}", aDevice).replace("{token}", "0".repeat(32)).replace("{model}", "test-model")
                .replace("{version}", "0").replace("{sha256}", Sha256.ZERO.hex()).replace("{start}", Sha256.ZERO.hex())
                .replace("{chunk}", "0").replace("{network}", Sha256.ZERO.hex()).replace("{part}", "0")
                .replace("{tile}", "0/000");
    }

    private static byte[] body(String route) {
        return switch (route) {
            case "POST /v1/enrolments" ->
                    WireJson.write(new EnrolmentRequest("new-device", SigningKey.generate().publicKey().raw()));
            case "POST /v1/sessions" -> device.sessionRequest();
            case "POST /v1/messages" -> WireJson.write(new DeviceMessage.CheckIn("device"));
            case "POST /v1/runs" -> WireJson.write(new RunRequest(coordinator.signed(Plans.closeAll(1, 1))));
            case "POST /v1/tokens" ->
                    WireJson.write(new TokenRequest(1, CLOCK.instant().plusSeconds(60).toEpochMilli()));
            default -> new byte[0];
        };
    }

    private static String world() {
        return coordinator.memory().devices().list(Optional.empty(), "", 100) + " "
                + coordinator.memory().runs().newest(Optional.empty(), "", 100) + " "
                + coordinator.memory().rounds().accepted(run, 1) + " "
                + coordinator.memory().objects().list("updates");
    }

    private static AuditEntry newest() throws Exception {
        SignedDocument entry = coordinator.memory().audit().newest().orElseThrow().document();
        return WireJson.readDocument(coordinator.key().publicKey().verify(SignatureContext.AUDIT_ENTRY, entry),
                AuditEntry.class);
    }

    @Test
    void everyRoleMayDoWhatItMayAndNoMore() throws Exception {
        for (Operation operation : OpenApi.operations()) {
            if (operation.least().isPresent() && !operation.method().equals("DELETE")) {
                for (Role role : Role.values()) {
                    String path = filled(operation.path(), "01890a5d-ac96-774b-bcce-b302099a8057", "nobody");
                    HttpResponse<byte[]> answer =
                            unlikeAPage(TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri(path))
                                    .header("authorization",
                                            "Bearer " + bad.issuer().token(CLOCK.instant(), role.code()))
                                    .method(operation.method(), BodyPublishers.noBody()).build()));
                    assertEquals(role.compareTo(operation.least().get()) < 0, answer.statusCode() == 403,
                            role + " " + operation + " " + answer.statusCode());
                }
            }
        }
    }
}
