package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.LocalRegistrar;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proof opens one session, however long its request takes and whatever the clock is set to meanwhile. */
class ProofReplayTest {
    private static final URI HERE = URI.create("https://coordinator.example");
    private final HandClock wall = new HandClock();
    private final HandClock durations = new HandClock();
    private final MemoryStores memory = new MemoryStores(wall);
    private final SigningKey device = SigningKey.generate();
    private Sessions sessions;
    private SignedDocument certificate;

    @BeforeEach
    void enrol() throws Exception {
        LocalRegistrar registrar =
                new LocalRegistrar(SigningKeys.single(SigningKey.generate()), Duration.ofDays(1), wall);
        certificate = new Enrolments(memory.devices(), registrar, AccessOptions.Enrolment.OPEN, wall)
                .enrol(new EnrolmentRequest("ann", device.publicKey().raw()), Optional.empty()).certificate();
        OwnAddress address = new OwnAddress(AccessOptions.open().toBuilder().address(Optional.of(HERE)).build());
        address.listening("localhost", HERE.getPort(), Optional.empty());
        sessions = new Sessions(memory.devices(), registrar, address, new Clocks(wall, wall, durations));
    }

    private void pass(Duration time) {
        wall.pass(time);
        durations.pass(time);
    }

    private String proof(Duration later) {
        return new PossessionProof("POST", HERE + Sessions.PATH, wall.instant().plus(later).getEpochSecond(),
                "0123456789abcdef", sessions.nonce()).sign(device);
    }

    private void open(Sessions.Proven proven) throws RejectedException {
        sessions.open(new SessionRequest(certificate, new SessionLink(null, "AAAAAAAAAAAAAAAAAAAAAA")), proven,
                _ -> {});
    }

    @Test
    void aReplayWhoseBodyTakesLongerThanTheProofIsRememberedOpensNothing() throws Exception {
        String proof = proof(Duration.ofMinutes(1));
        open(sessions.prove(proof));
        pass(Duration.ofMinutes(2));
        Sessions.Proven again = sessions.prove(proof);
        pass(Duration.ofSeconds(30));
        assertEquals(Reason.UNAUTHENTICATED,
                assertThrows(RejectedException.class, () -> open(again)).reason());
    }
}
