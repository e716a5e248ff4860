package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.coordinator.store.Race;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens, certificates and how they end, over HTTP. */
class EnrolmentTest {
    private final HandClock clock = new HandClock();
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator =
                TestCoordinator.start(clock, AccessOptions.product().toBuilder().limits(Optional.empty()).build());
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    static void refused(Reason reason, HttpResponse<byte[]> response) throws Exception {
        assertEquals(reason, TestDevice.problem(response).code(), TestDevice.problem(response).detail());
        assertEquals(reason.status(), response.statusCode());
    }

    private Certificate read(SignedDocument document) throws Exception {
        return WireJson.readDocument(
                coordinator.coordinator().keys().verify(SignatureContext.CERTIFICATE, document),
                Certificate.class);
    }

    private HttpResponse<byte[]> mint(int count, Duration life) throws Exception {
        return coordinator.operator("POST", "/v1/tokens",
                WireJson.write(new TokenRequest(count, clock.instant().plus(life).toEpochMilli())));
    }

    @Test
    void tokensAreOfManyBitsAndDifferAndLastAsLongAsAsked() throws Exception {
        HttpResponse<byte[]> answer = TestCoordinator.expect(201, mint(1000, Duration.ofHours(1)));
        TokensMinted minted = WireJson.readMessage(answer.body(), TokensMinted.class);
        assertEquals(1000, new HashSet<>(minted.tokens()).size());
        assertFalse(minted.toString().contains(minted.tokens().get(0)));
        refused(Reason.INVALID_FIELD, mint(1, Duration.ZERO));
        refused(Reason.INVALID_FIELD, mint(1, Duration.ofDays(91)));
        clock.pass(Duration.ofHours(1));
        refused(Reason.EXPIRED, TestDevice.unknown(coordinator, "ann").tryEnrol(minted.tokens().get(0)));
    }

    @Test
    void withoutATokenNobodyIsEnrolled() throws Exception {
        TestDevice device = TestDevice.unknown(coordinator, "ann");
        refused(Reason.UNAUTHENTICATED, device.tryEnrol(""));
        refused(Reason.UNAUTHENTICATED, device.tryEnrol("guess"));
        refused(Reason.UNAUTHENTICATED, device.tryEnrol(coordinator.coordinator().operatorToken()));
        assertEquals(0, coordinator.memory().devices().count());
    }

    @Test
    void aLostAnswerIsGivenAgainAndNobodyElseGetsIt() throws Exception {
        String token = coordinator.enrolmentToken();
        TestDevice device = TestDevice.unknown(coordinator, "ann");
        EnrolmentGrant first = device.enrol(token);
        clock.pass(Duration.ofSeconds(5));
        assertEquals(first, device.enrol(token));
        refused(Reason.TOKEN_USED, TestDevice.unknown(coordinator, "ann").tryEnrol(token));
        refused(Reason.TOKEN_USED, TestDevice.unknown(coordinator, "bob").tryEnrol(token));
        refused(Reason.DEVICE_TAKEN, TestDevice.unknown(coordinator, "ann").tryEnrol(coordinator.enrolmentToken()));
    }

    @Test
    void ofManyDevicesThatShowOneTokenAtOnceOneIsEnrolled() throws Exception {
        String token = coordinator.enrolmentToken();
        List<Integer> statuses = Race.of(16,
                index -> TestDevice.unknown(coordinator, "device-" + index).tryEnrol(token).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(15, statuses.stream().filter(status -> status == 409).count());
        assertEquals(1, coordinator.memory().devices().count());
    }

    @Test
    void aCertificateHoldsForNinetyDaysAndASessionRenewsIt() throws Exception {
        TestDevice device = TestDevice.enrolled(coordinator, "ann", coordinator.enrolmentToken());
        Certificate first = read(device.certificate());
        assertEquals(Duration.ofDays(90).toMillis(), first.expires() - first.issued());
        clock.pass(Duration.ofMinutes(1));

        EnrolmentGrant renewed = WireJson.readMessage(
                TestCoordinator.expect(201, device.post("/v1/certificates", new byte[0])).body(), EnrolmentGrant.class);

        Certificate second = read(renewed.certificate());
        assertEquals(first.expires() + 60_000, second.expires());
        assertEquals(device.id(), second.device());
        assertEquals(second.expires(),
                coordinator.memory().devices().find("ann").orElseThrow().expires().toEpochMilli());
    }

    @Test
    void anEndedCertificateOpensNoSessionAndAFreshTokenBringsTheDeviceBack() throws Exception {
        TestDevice device = TestDevice.enrolled(coordinator, "ann", coordinator.enrolmentToken());
        clock.pass(Duration.ofDays(90));
        refused(Reason.EXPIRED, device.tryOpen(device.proof()));
        device.enrol(coordinator.enrolmentToken());
        device.openSession();
        assertEquals(1, coordinator.memory().devices().count());
    }

    @Test
    void aCertificateOfAnotherRegistrarOpensNoSession() throws Exception {
        TestDevice device = TestDevice.enrolled(coordinator, "ann", coordinator.enrolmentToken());
        try (TestCoordinator other = TestCoordinator.start(clock, AccessOptions.product())) {
            TestDevice foreign = TestDevice.enrolled(other, "ann", other.enrolmentToken());
            device.certificate();
            refused(Reason.UNAUTHENTICATED, device.tryOpenWith(foreign.certificate()));
            SignedDocument forged =
                    SigningKey.generate().sign(SignatureContext.CERTIFICATE, device.certificate().payload());
            refused(Reason.UNAUTHENTICATED, device.tryOpenWith(forged));
        }
    }

    @Test
    void openEnrolmentIsForLoopbackAlone() {
        CoordinatorOptions open = CoordinatorOptions.newBuilder(Path.of("unused"),
                List.of(SigningKey.generate().publicKey()), _ -> new float[0]).build();
        CoordinatorOptions.Builder everywhere = open.toBuilder().listen("0.0.0.0", 0);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, everywhere::build);
        assertTrue(refusal.getMessage().contains("loopback"), refusal.getMessage());
        TlsOptions tls = new TlsOptions(Path.of("a.pem"), Path.of("a.key"), Optional.empty());
        assertEquals("0.0.0.0", everywhere.access(AccessOptions.product()).tls(tls).build().host());
        assertEquals("127.0.0.1", open.host(), "options do not change with a builder made from them");
    }

    @Test
    void plainHttpIsForLoopbackAloneAndTheRefusalSaysHowToGetCertificates() {
        CoordinatorOptions.Builder plain = CoordinatorOptions
                .newBuilder(Path.of("unused"), List.of(SigningKey.generate().publicKey()), _ -> new float[0])
                .access(AccessOptions.product());
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> plain.listen("0.0.0.0", 0).build());
        assertTrue(refusal.getMessage().contains("./tributary certs --out DIR"), refusal.getMessage());
        assertEquals("localhost", plain.listen("localhost", 0).build().host());
    }
}
