package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever certifies devices stands behind a port: another key or another process. */
class RegistrarTest {
    private static final URI HERE = URI.create("https://coordinator.example");
    private static final Duration LIFE = Duration.ofDays(1);
    private final InstantSource clock = () -> Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryStores memory = new MemoryStores(clock);
    private final SigningKey device = SigningKey.generate();
    private final LocalRegistrar local = new LocalRegistrar(SigningKeys.single(SigningKey.generate()), LIFE, clock);

    private Enrolments enrolments(Registrar registrar) {
        return new Enrolments(memory.devices(), registrar, AccessOptions.Enrolment.OPEN, clock);
    }

    private SignedDocument enrol(Registrar registrar) throws RejectedException {
        return enrolments(registrar).enrol(new EnrolmentRequest("ann", device.publicKey().raw()), Optional.empty())
                .certificate();
    }

    private void open(Registrar registrar, SignedDocument certificate) throws RejectedException {
        OwnAddress address = new OwnAddress(AccessOptions.open().toBuilder().address(Optional.of(HERE)).build());
        address.listening("localhost", HERE.getPort(), Optional.empty());
        Sessions sessions = new Sessions(memory.devices(), registrar, address, Clocks.of(clock));
        PossessionProof proof = new PossessionProof("POST", HERE + Sessions.PATH, clock.instant().getEpochSecond(),
                "0123456789abcdef", sessions.nonce());
        sessions.open(new SessionRequest(certificate, new SessionLink(null, "AAAAAAAAAAAAAAAAAAAAAA")),
                sessions.prove(proof.sign(device)), _ -> {});
    }

    /** One that is asked elsewhere: it knows the other's public key alone, and what it answers is given. */
    private record Remote(KeyChain keys, Answer answer) implements Registrar {
        interface Answer {
            SignedDocument certify(String device, byte[] publicKey) throws RejectedException;
        }

        @Override
        public SignedDocument certify(String device, byte[] publicKey) throws RejectedException {
            return answer.certify(device, publicKey);
        }
    }

    @Test
    void aDeviceOpensASessionWithWhatARegistrarElsewhereSigned() throws Exception {
        Remote remote = new Remote(local.keys(), local::certify);
        SignedDocument certificate = enrol(remote);
        open(remote, certificate);
        assertEquals(clock.instant().plus(LIFE), memory.devices().find("ann").orElseThrow().expires());
    }

    @Test
    void aCertificateOfAnotherRegistrarOpensNothing() throws Exception {
        SignedDocument certificate = enrol(local);
        LocalRegistrar other = new LocalRegistrar(SigningKeys.single(SigningKey.generate()), LIFE, clock);
        assertEquals(Reason.UNAUTHENTICATED,
                assertThrows(RejectedException.class, () -> open(other, certificate)).reason());
    }

    @Test
    void nobodyIsEnrolledWithWhatTheRegistrarDidNotSignOrWasNotAsked() {
        LocalRegistrar other = new LocalRegistrar(SigningKeys.single(SigningKey.generate()), LIFE, clock);
        assertThrows(IllegalStateException.class, () -> enrol(new Remote(local.keys(), other::certify)));
        assertThrows(IllegalStateException.class,
                () -> enrol(new Remote(local.keys(), (_, key) -> local.certify("bob", key))));
        byte[] foreign = SigningKey.generate().publicKey().raw();
        assertThrows(IllegalStateException.class,
                () -> enrol(new Remote(local.keys(), (name, _) -> local.certify(name, foreign))));
        assertEquals(0, memory.devices().count());
    }

    @Test
    void whileTheRegistrarCannotBeAskedEnrolmentIsUnavailable() {
        Remote away = new Remote(local.keys(), (_, _) -> {
            throw new RejectedException(Reason.UNAVAILABLE, "the registrar cannot be reached; try again later");
        });
        assertEquals(Reason.UNAVAILABLE, assertThrows(RejectedException.class, () -> enrol(away)).reason());
        assertEquals(0, memory.devices().count());
    }
}
