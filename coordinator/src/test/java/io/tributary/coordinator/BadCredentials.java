package io.tributary.coordinator;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.access.TestIssuer;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is shown by whoever should not get in.
 *
 * @param endedSession token of a session that is over
 * @param endedEnrolment enrolment token whose time is over
 * @param usedEnrolment enrolment token that enrolled another device
 * @param liveSession token of another device's session that is open
 * @param revoked token of a revoked device's session
 */
record BadCredentials(TestCoordinator coordinator, TestIssuer issuer, HandClock clock, String endedSession,
        String endedEnrolment, String usedEnrolment, String liveSession, String revoked) {
    /** One of them, as header names and values in turn. */
    record Bad(String name, List<String> headers) {}

    /** Makes those that need a past. */
    static BadCredentials of(TestCoordinator coordinator, TestIssuer issuer, HandClock clock) throws Exception {
        TestDevice early = TestDevice.enrolled(coordinator, "early", coordinator.enrolmentToken());
        String ended = coordinator.enrolmentToken();
        clock.pass(Duration.ofHours(2));
        String used = coordinator.enrolmentToken();
        TestDevice live = TestDevice.enrolled(coordinator, "live", coordinator.enrolmentToken());
        TestDevice out = TestDevice.enrolled(coordinator, "revoked", used);
        TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/devices/revoked", new byte[0]));
        return new BadCredentials(coordinator, issuer, clock, early.token(), ended, used, live.token(), out.token());
    }

    private static Bad bearer(String name, String token) {
        return new Bad(name, List.of("authorization", "Bearer " + token));
    }

    private List<Bad> everywhere() throws Exception {
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad("none", List.of()));
        bad.add(bearer("an empty token", ""));
        bad.add(bearer("garbage", "guess"));
        bad.add(bearer("a path", "../../../../etc/passwd"));
        bad.add(bearer("a long token", "x".repeat(9000)));
        bad.add(new Bad("another scheme", List.of("authorization", "Basic YWRtaW46YWRtaW4=")));
        bad.add(bearer("the coordinator's public key",
                Base64URL.encode(coordinator.coordinator().publicKey().raw()).toString()));
        bad.add(bearer("an ended session", endedSession));
        bad.add(bearer("an ended enrolment token", endedEnrolment));
        bad.add(bearer("a used enrolment token", usedEnrolment));
        bad.add(bearer("a revoked device's session", revoked));
        for (Map.Entry<String, String> token : issuer.bad(clock.instant()).entrySet()) {
            bad.add(bearer("a token " + token.getKey(), token.getValue()));
        }
        return bad;
    }

    List<Bad> forOperators(Role least) throws Exception {
        List<Bad> bad = everywhere();
        bad.add(bearer("a device's session", liveSession));
        bad.add(bearer("an enrolment token", coordinator.enrolmentToken()));
        bad.add(bearer("a token without a role", issuer.token(clock.instant())));
        for (Role role : Role.values()) {
            if (!role.includes(least)) {
                bad.add(bearer("the role " + role.code(), issuer.token(clock.instant(), role.code())));
            }
        }
        return bad;
    }

    List<Bad> forSessions(TestDevice device) throws Exception {
        List<Bad> bad = everywhere();
        bad.add(bearer("the admin token", coordinator.coordinator().operatorToken()));
        bad.add(bearer("an admin's token", issuer.token(clock.instant(), "admin")));
        bad.add(bearer("an enrolment token", coordinator.enrolmentToken()));
        bad.add(new Bad("a proof of possession", List.of("DPoP", device.proof().sign(device.key()))));
        return bad;
    }

    List<Bad> forReaders(TestDevice device) throws Exception {
        List<Bad> bad = everywhere();
        bad.add(bearer("an enrolment token", coordinator.enrolmentToken()));
        bad.add(bearer("a token without a role", issuer.token(clock.instant())));
        bad.add(new Bad("a proof of possession", List.of("DPoP", device.proof().sign(device.key()))));
        return bad;
    }

    List<Bad> forEnrolment() throws Exception {
        List<Bad> bad = everywhere();
        bad.add(bearer("the admin token", coordinator.coordinator().operatorToken()));
        bad.add(bearer("an admin's token", issuer.token(clock.instant(), "admin")));
        bad.add(bearer("a device's session", liveSession));
        return bad;
    }

    List<Bad> forPossession(TestDevice device) throws Exception {
        List<Bad> bad = everywhere();
        bad.add(bearer("the admin token", coordinator.coordinator().operatorToken()));
        bad.add(bearer("a device's session", liveSession));
        for (String name : List.of("guess", "..", "a.b.c", "x".repeat(3000))) {
            bad.add(proof("garbage of " + name.length(), name));
        }
        PossessionProof good = device.proof();
        SigningKey stranger = SigningKey.generate();
        bad.add(proof("a proof of another key", good.sign(stranger)));
        bad.add(proof("a proof for another method", with(good, "GET", good.uri(), 0).sign(device.key())));
        bad.add(proof("a proof for another place", with(good, "POST", "https://example.org/v1/sessions", 0)
                .sign(device.key())));
        bad.add(proof("an old proof", with(good, "POST", good.uri(), -61).sign(device.key())));
        bad.add(proof("a proof of the future", with(good, "POST", good.uri(), 61).sign(device.key())));
        bad.add(proof("a proof by none", unsigned(good.sign(device.key()))));
        bad.add(proof("a proof by HS256 with the public key", byMac(device)));
        bad.add(proof("a spliced proof", spliced(good.sign(device.key()), good.sign(stranger))));
        bad.add(proof("an admin's token as a proof", issuer.token(clock.instant(), "admin")));
        PossessionProof replayed = device.proof();
        TestCoordinator.expect(200, device.tryOpen(replayed));
        device.openSession();
        bad.add(proof("a replayed proof", replayed.sign(device.key())));
        return bad;
    }

    private static Bad proof(String name, String proof) {
        return new Bad(name, List.of("DPoP", proof));
    }

    private PossessionProof with(PossessionProof good, String method, String uri, long later) {
        return new PossessionProof(method, uri, clock.instant().getEpochSecond() + later,
                UUID.randomUUID().toString(), good.nonce());
    }

    private static String unsigned(String proof) {
        String payload = proof.substring(proof.indexOf('.'), proof.lastIndexOf('.'));
        return Base64URL.encode("{\"typ\":\"dpop+jwt\",\"alg\":\"none\"}") + payload + ".";
    }

    private static String spliced(String one, String other) {
        return one.substring(0, one.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    private static String byMac(TestDevice device) throws Exception {
        byte[] key = device.key().publicKey().raw();
        JWSObject forged = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("dpop+jwt")).keyID("../../../../dev/null")
                .jwk(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key)).build()).build(),
                new Payload(JWSObject.parse(device.proof().sign(device.key())).getPayload().toString()));
        forged.sign(new MACSigner(key));
        return forged.serialize();
    }
}
