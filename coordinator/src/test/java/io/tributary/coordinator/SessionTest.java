package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may open a session, how long it lasts, and what ends it. */
class SessionTest {
    private final HandClock clock = new HandClock();
    private TestCoordinator coordinator;
    private TestDevice device;

    @BeforeEach
    void start() throws Exception {
        coordinator = TestCoordinator.start(clock, AccessOptions.open());
        device = TestDevice.enrolled(coordinator, "ann");
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private PossessionProof with(String method, String uri, Duration later, String id) throws Exception {
        return new PossessionProof(method, uri, clock.instant().plus(later).getEpochSecond(), id, device.nonce());
    }

    private String here() {
        return coordinator.uri("/v1/sessions").toString();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    @Test
    void aProofCountsOnceForTwoMinutesAndIsTooOldFromThenOn() throws Exception {
        PossessionProof proof = with("POST", here(), Duration.ofMinutes(1), id());
        TestCoordinator.expect(200, device.tryOpen(proof));
        refused(Reason.UNAUTHENTICATED, device.tryOpen(proof));
        clock.pass(Duration.ofMinutes(2));
        refused(Reason.UNAUTHENTICATED, device.tryOpen(proof));
        clock.pass(Duration.ofSeconds(1));
        refused(Reason.UNAUTHENTICATED, device.tryOpen(proof));
    }

    @Test
    void I8_aDeviceOpensABoundedNumberOfSessionsWhileItsProofsAreRememberedAndOthersStillCan() throws Exception {
        for (int opened = 1; opened < 100; opened++) {
            device.openSession();
        }
        HttpResponse<byte[]> limited = device.tryOpen(device.proof());
        refused(Reason.RATE_LIMITED, limited);
        assertEquals("60", limited.headers().firstValue("retry-after").orElse("none"));
        device.checkIn();
        TestDevice.enrolled(coordinator, "bob");
        clock.pass(Duration.ofMinutes(3));
        device.openSession();
    }

    @Test
    void aProofIsForThisProcessAloneAndARefusalSaysTheNonceAndTheTime() throws Exception {
        PossessionProof proof = device.proof();
        PossessionProof nameless = new PossessionProof("POST", here(), proof.issued(), id(), null);
        HttpResponse<byte[]> refusal = device.tryOpen(nameless);
        refused(Reason.USE_DPOP_NONCE, refusal);
        assertEquals(401, refusal.statusCode());
        assertEquals(proof.nonce(), refusal.headers().firstValue("dpop-nonce").orElseThrow());
        assertEquals("DPoP error=\"use_dpop_nonce\", algs=\"EdDSA\"",
                refusal.headers().firstValue("www-authenticate").orElseThrow());
        assertEquals(clock.instant().truncatedTo(ChronoUnit.SECONDS), DateTimeFormatter.RFC_1123_DATE_TIME
                .parse(refusal.headers().firstValue("date").orElseThrow(), Instant::from));
        coordinator.restart();
        refused(Reason.USE_DPOP_NONCE, device.tryOpen(atHome(proof)));
        try (TestCoordinator another = TestCoordinator.start(clock, AccessOptions.open())) {
            refused(Reason.USE_DPOP_NONCE, device.tryOpen(new PossessionProof("POST", here(), proof.issued(), id(),
                    TestDevice.unknown(another, "bob").nonce())));
        }
        HttpResponse<byte[]> opened = device.tryOpen(device.proof());
        assertEquals(device.nonce(), opened.headers().firstValue("dpop-nonce").orElseThrow());
    }

    /** The port is another one after a restart; the rest of the proof stays. */
    private PossessionProof atHome(PossessionProof proof) {
        return new PossessionProof(proof.method(), here(), proof.issued(), proof.id(), proof.nonce());
    }

    @Test
    void aNonceIsGoodForTenToTwentyMinutes() throws Exception {
        String nonce = device.nonce();
        clock.pass(Duration.ofMinutes(20).minusMillis(1));
        assertNotEquals(nonce, device.nonce());
        TestCoordinator.expect(200, device.tryOpen(named(nonce)));
        clock.pass(Duration.ofMillis(1));
        TestCoordinator.expect(200, device.tryOpen(named(device.nonce())));
        String next = device.nonce();
        clock.pass(Duration.ofMinutes(20));
        refused(Reason.USE_DPOP_NONCE, device.tryOpen(named(nonce)));
        refused(Reason.USE_DPOP_NONCE, device.tryOpen(named(next)));
    }

    private PossessionProof named(String nonce) {
        return new PossessionProof("POST", here(), clock.instant().getEpochSecond(), id(), nonce);
    }

    @Test
    void twoDevicesMayDrawTheSameId() throws Exception {
        TestDevice other = TestDevice.enrolled(coordinator, "bob");
        PossessionProof proof = with("POST", here(), Duration.ZERO, id());
        TestCoordinator.expect(200, device.tryOpen(proof));
        TestCoordinator.expect(200, other.tryOpen(proof));
    }

    @Test
    void aProofIsForThisRequestAtThisTimeAlone() throws Exception {
        refused(Reason.UNAUTHENTICATED, device.tryOpen(with("GET", here(), Duration.ZERO, id())));
        for (String elsewhere : new String[] {"http://example.org/v1/sessions", here() + "/", here() + "?x=1",
            coordinator.uri("/v1/certificates").toString(), here().replace("http:", "https:"), "/v1/sessions", ""}) {
            refused(Reason.UNAUTHENTICATED, device.tryOpen(with("POST", elsewhere, Duration.ZERO, id())));
        }
        for (int seconds : new int[] {-61, 61, -86_400, 86_400}) {
            refused(Reason.UNAUTHENTICATED,
                    device.tryOpen(with("POST", here(), Duration.ofSeconds(seconds), id())));
        }
        for (long never : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            refused(Reason.UNAUTHENTICATED,
                    device.tryOpen(new PossessionProof("POST", here(), never, id(), device.nonce())));
        }
        TestCoordinator.expect(200, device.tryOpen(with("POST", here(), Duration.ofMinutes(-1), id())));
        TestCoordinator.expect(200, device.tryOpen(with("POST", here(), Duration.ofMinutes(1), id())));
    }

    @Test
    void aStolenCertificateIsOfNoUseWithoutItsKey() throws Exception {
        refused(Reason.UNAUTHENTICATED, device.tryOpen(device.proof().sign(SigningKey.generate())));
        refused(Reason.UNAUTHENTICATED, device.tryOpen(""));
        refused(Reason.UNAUTHENTICATED, device.tryOpen("eyJhbGciOiJub25lIiwidHlwIjoiZHBvcCtqd3QifQ.e30."));
    }

    @Test
    void twoProofsAtOnceAreNone() throws Exception {
        refused(Reason.UNAUTHENTICATED,
                TestCoordinator.send(HttpRequest.newBuilder(URI.create(here())).header("DPoP", device.proof()
                        .sign(device.key())).header("DPoP", device.proof().sign(device.key()))
                        .POST(BodyPublishers.ofByteArray(device.sessionRequest())).build()));
    }

    @Test
    void aSessionLastsTenMinutes() throws Exception {
        clock.pass(Duration.ofMinutes(10).minusMillis(1));
        device.checkIn();
        clock.pass(Duration.ofMillis(1));
        refused(Reason.UNAUTHENTICATED, device.trySay(new DeviceMessage.CheckIn("ann")));
    }

    @Test
    void aNewSessionEndsTheOneBefore() throws Exception {
        String before = device.token();
        device.openSession();
        device.checkIn();
        refused(Reason.SUPERSEDED, TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/v1/messages"))
                .header("authorization", "Bearer " + before)
                .POST(BodyPublishers.ofByteArray(WireJson.write(new DeviceMessage.CheckIn("ann")))).build()));
    }

    @Test
    void twoCopiesOfADeviceAreOutAndCountedOnce() throws Exception {
        SessionLink shared = TestDevice.link();
        SessionLink[] copies = {shared, shared};
        HttpResponse<byte[]> opened = device.tryOpen(shared);
        for (int turn = 0; opened.statusCode() == 200; turn++) {
            assertTrue(turn < 10, "not seen");
            copies[turn % 2] = new SessionLink(copies[turn % 2].next(), TestDevice.link().next());
            opened = device.tryOpen(copies[turn % 2]);
        }
        refused(Reason.CLONED, opened);
        refused(Reason.CLONED, device.tryOpen(TestDevice.link()));
        String metrics = new String(coordinator.get("/metrics").body(), StandardCharsets.UTF_8);
        assertTrue(metrics.contains("tributary_devices_cloned_total 1.0"), metrics);
        TestDevice.enrolled(coordinator, "bob");
    }

    @Test
    void aSessionEndsWithItsCertificate() throws Exception {
        try (TestCoordinator other = TestCoordinator.start(clock,
                AccessOptions.open().toBuilder().certificateLife(Duration.ofMinutes(3)).build())) {
            TestDevice brief = TestDevice.enrolled(other, "ann");
            clock.pass(Duration.ofMinutes(3).minusMillis(1));
            brief.checkIn();
            clock.pass(Duration.ofMillis(1));
            refused(Reason.UNAUTHENTICATED, brief.trySay(new DeviceMessage.CheckIn("ann")));
        }
    }
}
