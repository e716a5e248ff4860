package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.protocol.Reason;
import io.tributary.secureagg.identity.PossessionProof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proof of possession names the nonce that the coordinator wants (RFC 9449 section 8), and the coordinator's time. */
final class SessionNonceTest extends TrialTest {
    private static final String FIRST = "first-nonce-of-a-coordinator";
    private static final String SECOND = "second-nonce-after-its-restart";

    private Instant ahead() {
        return trial.time.instant().plus(Duration.ofHours(3));
    }

    @Test
    void aRefusalForItsNonceIsAnsweredOnceWithThatNonceAndThatTime() throws Exception {
        trial.coordinator.sessions.wantsNonce(FIRST, this::ahead);
        runUntilIdle(builder());
        assertEquals(List.of(), trial.events.reasons());
        assertEquals(2, trial.coordinator.calls("POST /v1/sessions").size());
        PossessionProof proof = trial.coordinator.sessions.proofs().get(0);
        assertEquals(FIRST, proof.nonce());
        assertEquals(ahead().getEpochSecond(), proof.issued());
    }

    @Test
    void theNonceIsUsedAgainUntilAnotherIsWanted() throws Exception {
        trial.coordinator.sessions.wantsNonce(FIRST, trial.time);
        trial.coordinator.fail("POST /v1/messages", Fault.refuse(Reason.UNAUTHENTICATED));
        runUntilIdle(builder());
        assertEquals(3, trial.coordinator.calls("POST /v1/sessions").size());
        assertEquals(List.of(FIRST, FIRST),
                trial.coordinator.sessions.proofs().stream().map(PossessionProof::nonce).toList());
        assertNotEquals(trial.coordinator.sessions.proofs().get(0).id(),
                trial.coordinator.sessions.proofs().get(1).id());
    }

    @Test
    void aRestartedCoordinatorWantsAnother() throws Exception {
        trial.coordinator.sessions.wantsNonce(FIRST, trial.time);
        trial.coordinator.fail("POST /v1/messages", request -> {
            trial.coordinator.sessions.wantsNonce(SECOND, trial.time);
            Fault.refuse(Reason.UNAUTHENTICATED).answer(request);
        });
        runUntilIdle(builder());
        assertEquals(List.of(FIRST, SECOND),
                trial.coordinator.sessions.proofs().stream().map(PossessionProof::nonce).toList());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aCoordinatorThatIsNeverContentIsNotAskedWithoutEnd() throws Exception {
        trial.coordinator.failAlways("POST /v1/sessions", Fault.refuse(Reason.USE_DPOP_NONCE));
        runUntilIdle(builder().pause(time -> trial.time.pause(Duration.ofDays(1))));
        assertEquals(2, trial.coordinator.calls("POST /v1/sessions").size());
        assertEquals(List.of(Reason.USE_DPOP_NONCE), trial.events.reasons());
        assertEquals(Phase.CHECK_IN, trial.events.failed().get(0));
    }
}
