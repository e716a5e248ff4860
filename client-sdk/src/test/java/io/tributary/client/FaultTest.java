package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device does when the network or the coordinator does not. */
final class FaultTest extends TrialTest {
    private static final String CHUNKS = "GET /v1/models/digits/chunks/";
    private static final String UPLOAD = "PUT /v1/runs";
    private static final String MESSAGE = "POST /v1/messages";

    private List<UpdateReport> reports() {
        return trial.coordinator.rounds.reports();
    }

    private List<String> declines() {
        return trial.coordinator.messages(DeviceMessage.Decline.class).stream().map(DeviceMessage.Decline::why)
                .toList();
    }

    static Stream<Map.Entry<String, Fault>> passing() {
        return Stream.of("POST /v1/enrolments", "POST /v1/sessions", "GET /v1/runs", "GET /v1/models/digits/versions",
                CHUNKS, UPLOAD, MESSAGE)
                .flatMap(call -> Stream.of(Map.entry(call, Fault.drop()),
                        Map.entry(call, Fault.refuse(Reason.UNAVAILABLE)), Map.entry(call, Fault.status(502))));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aFaultThatPassesCostsARetryAndNoRound(Map.Entry<String, Fault> fault) throws Exception {
        // Chunks are fetched side by side: the faults are for the first one.
        String call = fault.getKey() + (fault.getKey().equals(CHUNKS) ? trial.world.content(0).chunks().get(0) : "");
        trial.coordinator.fail(call, fault.getValue());
        trial.coordinator.fail(call, fault.getValue());
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, reports().size());
        assertEquals(1, trial.coordinator.uploads().size());
        assertEquals(2, trial.time.pauses().size());
        assertTrue(trial.time.pauses().get(1).compareTo(trial.time.pauses().get(0)) > 0, "each wait is longer");
    }

    @Test
    void aRetriedUploadSendsTheSameBytesUnderTheSameId() throws Exception {
        trial.coordinator.fail(UPLOAD, Fault.drop());
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        List<String> calls = trial.coordinator.calls(UPLOAD);
        assertEquals(2, calls.size());
        assertEquals(calls.get(0), calls.get(1));
    }

    @Test
    void retriesEndWithTheRoundsDeadline() throws Exception {
        trial.coordinator.failAlways(UPLOAD, Fault.refuse(Reason.UNAVAILABLE));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Reason.UNAVAILABLE), trial.events.reasons());
        assertEquals(List.of(Phase.UPLOAD), trial.events.failed());
        assertEquals(1, declines().size());
        assertTrue(declines().get(0).contains("unavailable: scripted"), declines()::toString);
        assertTrue(trial.coordinator.calls(UPLOAD).size() > 4, "it tried more than a few times in a minute");
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"LATE", "WRONG_ROUND", "NOT_SELECTED", "ALREADY_REPORTED"})
    void aRoundThatIsOverIsGivenUpWithoutAWord(Reason reason) throws Exception {
        trial.coordinator.fail(UPLOAD, Fault.refuse(reason));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(reason), trial.events.reasons());
        assertEquals(List.of(), declines());
        assertEquals(List.of(2), reports().stream().map(UpdateReport::round).toList());
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"HASH_MISMATCH", "BAD_SEAL", "WRONG_PLAN", "WRONG_LENGTH", "FORBIDDEN"})
    void anyOtherRefusalIsToldDeclinedAndSurvived(Reason reason) throws Exception {
        trial.coordinator.fail(UPLOAD, Fault.refuse(reason));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(reason), trial.events.reasons());
        assertEquals(List.of(reason.code() + ": scripted"), declines());
        assertEquals(List.of(2), reports().stream().map(UpdateReport::round).toList());
    }

    /** A refusal may overtake the body, of which the rest is never sent: whoever used that connection next would wait. */
    @Test
    void theConnectionOfARefusedUploadIsNotUsedAgain() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        trial.coordinator.fail(UPLOAD, request -> {
            request.connection().closeHandler(nothing -> closed.countDown());
            Fault.refuse(Reason.FORBIDDEN).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = builder().build()) {
            client.start();
            assertTrue(closed.await(20, TimeUnit.SECONDS), "the connection stays open");
        }
    }

    @Test
    void aForgottenSessionIsRenewedOnce() throws Exception {
        trial.coordinator.fail(UPLOAD, Fault.refuse(Reason.UNAUTHENTICATED));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(2, trial.coordinator.sessions.granted().size());
        assertEquals(1, reports().size());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aSessionThatIsRefusedTwiceIsAFailure() throws Exception {
        trial.coordinator.fail(UPLOAD, Fault.refuse(Reason.UNAUTHENTICATED));
        trial.coordinator.fail(UPLOAD, Fault.refuse(Reason.UNAUTHENTICATED));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Reason.UNAUTHENTICATED), trial.events.reasons());
        assertEquals(2, trial.coordinator.sessions.granted().size());
    }

    @Test
    void aSessionIsRenewedBeforeItExpires() throws Exception {
        trial.coordinator.sessions.expireAt(trial.time.instant().plusSeconds(40).toEpochMilli());
        trial.coordinator.next(new CoordinatorMessage.Wait(20_000));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertTrue(trial.coordinator.sessions.granted().size() > 1,
                "within 30 s of its end a session is not used any more");
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aSessionThatLastsIsUsedForEveryCall() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, trial.coordinator.sessions.granted().size());
    }

    @Test
    void aReceiptForAnotherUpdateAcknowledgesNothing() throws Exception {
        trial.coordinator.rounds.receiptsFor("another-device");
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Phase.REPORT), trial.events.failed());
        assertEquals(List.of(Reason.INVALID_FIELD), trial.events.reasons());
    }

    @Test
    void aReceiptThatTheCoordinatorDidNotSignAcknowledgesNothing() throws Exception {
        trial.coordinator.rounds.receiptsBy(trial.world.stranger);
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Phase.REPORT), trial.events.failed());
        assertEquals(List.of(Reason.WRONG_SIGNER), trial.events.reasons());
    }

    @Test
    void aCertificateForAnotherDeviceIsRefused() throws Exception {
        trial.coordinator.sessions.certificatesFor("another-device");
        runUntilIdle(builder().pause(time -> trial.time.pause(Duration.ofDays(1))));
        assertEquals(List.of(Phase.ENROL), trial.events.failed());
        assertEquals(List.of(Reason.INVALID_FIELD), trial.events.reasons());
        assertEquals(List.of(), trial.coordinator.calls("POST /v1/messages"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"wait\",\"retryMillis\":0}", "{\"type\":\"dance\"}", "[]", ""})
    void anAnswerThatIsNoneIsAFailureOfThatCallAlone(String body) throws Exception {
        trial.coordinator.fail(MESSAGE, Fault.body(body));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Phase.CHECK_IN), trial.events.failed());
        assertEquals(1, reports().size());
    }

    @Test
    void aCoordinatorThatIsNotThereYetIsWaitedFor() throws Exception {
        trial.coordinator.close();
        runUntilIdle(builder().pause(
                time -> trial.time.pause(trial.time.pauses().size() == 2 ? Duration.ofDays(1) : time)));
        assertEquals(List.of(Phase.ENROL, Phase.ENROL, Phase.ENROL), trial.events.failed());
        trial.events.failures().forEach(failed -> assertInstanceOf(TransportException.class, failed.cause()));
    }
}
