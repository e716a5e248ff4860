package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.WireJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("I8 Everything from the coordinator is bounded before it is read")
@Timeout(120)
final class I8_BoundsTest extends TrialTest {
    static Stream<Map.Entry<String, Phase>> calls() {
        return Stream.of(Map.entry("POST /v1/enrolments", Phase.ENROL), Map.entry("POST /v1/sessions", Phase.CHECK_IN),
                Map.entry("POST /v1/messages", Phase.CHECK_IN), Map.entry("GET /v1/runs", Phase.FETCH),
                Map.entry("GET /v1/models/digits/versions", Phase.FETCH),
                Map.entry("GET /v1/models/digits/chunks", Phase.FETCH), Map.entry("PUT /v1/runs", Phase.UPLOAD));
    }

    private void play() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anAnswerThatSaysItIsHugeIsNotRead(Map.Entry<String, Phase> call) throws Exception {
        trial.coordinator.fail(call.getKey(), request -> {
            request.response().putHeader("content-length", "99999999999");
            request.response().write("{");
        });
        play();
        assertEquals(List.of(call.getValue()), trial.events.failed());
        assertEquals(List.of(Reason.TOO_LARGE), trial.events.reasons());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anAnswerThatNeverEndsIsCutOff(Map.Entry<String, Phase> call) throws Exception {
        AtomicLong sent = new AtomicLong();
        trial.coordinator.fail(call.getKey(), Fault.endless(sent));
        play();
        assertEquals(List.of(Reason.TOO_LARGE), trial.events.reasons());
        assertTrue(sent.get() < 8L * WireJson.MAX_DOCUMENT, "cut off after " + sent.get() + " bytes");
    }
}
