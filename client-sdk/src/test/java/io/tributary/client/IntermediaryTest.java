package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.UserAgent;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of proxies, gateways and portals are told from the coordinator's, acted on and named. */
final class IntermediaryTest extends TrialTest {
    private static final String UPLOAD = "PUT /v1/runs";

    private List<DeviceMessage.Decline> declines() {
        return trial.coordinator.messages(DeviceMessage.Decline.class);
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    private static Fault page(int status, String retryAfter) {
        return request -> {
            if (!retryAfter.isEmpty()) {
                request.response().putHeader("retry-after", retryAfter);
            }
            request.response().setStatusCode(status).putHeader("content-type", "text/html").end("<html>busy</html>");
        };
    }

    @Test
    void anUpdateThatIsTooLargeForAProxyIsSentOnceAndDeclinedWithTheReason() throws Exception {
        trial.coordinator.failAlways(UPLOAD, page(413, ""));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, trial.coordinator.calls(UPLOAD).size(), "not sent again");
        assertEquals(List.of(Reason.TOO_LARGE), trial.events.reasons());
        assertEquals(Reason.TOO_LARGE, declines().get(0).reason());
        assertTrue(declines().get(0).why().contains("HTTP 413"), declines()::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 504, 429, 503})
    void whatPassesIsTriedAgain(int status) throws Exception {
        trial.coordinator.fail(UPLOAD, page(status, ""));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, reports());
        assertEquals(List.of(), declines());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsWaitedFor(int status) throws Exception {
        trial.coordinator.fail(UPLOAD, page(status, "7"));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, reports());
        Duration waited = trial.time.pauses().get(0);
        assertTrue(waited.compareTo(Duration.ofSeconds(7)) >= 0 && waited.compareTo(Duration.ofSeconds(10)) <= 0,
                waited::toString);
    }

    @Test
    void retryAfterIsReadAsADateToo() throws Exception {
        trial.coordinator.fail(UPLOAD, request -> {
            request.response().putHeader("date", "Fri, 02 Jan 2026 10:00:10 GMT");
            page(503, "Fri, 02 Jan 2026 10:00:17 GMT").answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        Duration waited = trial.time.pauses().get(0);
        assertTrue(waited.compareTo(Duration.ofSeconds(7)) >= 0 && waited.compareTo(Duration.ofSeconds(10)) <= 0,
                waited::toString);
    }

    @Test
    void everyRequestSaysWhatTheClientIs() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(Set.of(UserAgent.VALUE), trial.coordinator.agents());
    }

    @Test
    void theCoordinatorsOwnRetryAfterIsWaitedForToo() throws Exception {
        trial.coordinator.fail("POST /v1/messages", request -> {
            request.response().putHeader("retry-after", "9");
            Fault.refuse(Reason.RATE_LIMITED).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        Duration waited = trial.time.pauses().get(0);
        assertTrue(waited.compareTo(Duration.ofSeconds(9)) >= 0, waited::toString);
    }

    @Test
    void aWaitBeyondTheDeadlineIsDeclinedAtOnceAndNamed() throws Exception {
        trial.coordinator.failAlways(UPLOAD, page(503, "3600"));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, trial.coordinator.calls(UPLOAD).size());
        assertEquals(Reason.UNAVAILABLE, declines().get(0).reason());
        assertTrue(declines().get(0).why().contains("HTTP 503"), declines()::toString);
    }

    @Test
    void theEventNamesTheStatus() throws Exception {
        trial.coordinator.fail("POST /v1/sessions", page(502, ""));
        runUntilIdle(builder());
        ClientEvent.Failed failed = trial.events.failures().get(0);
        assertEquals(Phase.CHECK_IN, failed.phase());
        TransportException cause = (TransportException) failed.cause();
        assertEquals(OptionalInt.of(502), cause.status());
        assertTrue(String.valueOf(cause.getMessage()).contains("HTTP 502"), cause::toString);
    }

    @Test
    void aPortalsPageIsNoAnswerOfTheCoordinator() throws Exception {
        trial.coordinator.fail("GET /v1/runs", page(200, ""));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, reports(), "tried again");
        assertEquals(List.of(), declines());
    }
}
