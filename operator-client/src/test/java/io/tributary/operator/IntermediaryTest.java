package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.operator.FakeApi.Answer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.UserAgent;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of proxies, gateways and portals are told from the coordinator's, as devices do. */
final class IntermediaryTest {
    private static final String ASKED = "GET /v1/runs?after=";
    private FakeApi api;

    @BeforeEach
    void start() throws Exception {
        api = FakeApi.start();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void page(int status, String retryAfter) {
        api.says(ASKED, new Answer(status, "text/html", "<html>no</html>".getBytes(StandardCharsets.US_ASCII),
                retryAfter));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 407, 408, 429, 500, 502, 503, 504})
    void whatIsNoCoordinatorIsSaidWithItsStatus(int status) {
        page(status, "");
        UnreachableException said = assertThrows(UnreachableException.class, () -> api.client().runs(""));
        assertEquals(OptionalInt.of(status), said.status());
        assertEquals(Optional.empty(), said.retryAfter());
        assertTrue(said.getMessage().contains("HTTP " + status), said.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 431})
    void aRequestThatIsTooLargeForAProxyIsRefusedForGood(int status) {
        page(status, "");
        RejectedException said = assertThrows(RejectedException.class, () -> api.client().runs(""));
        assertEquals(Reason.TOO_LARGE, said.reason());
        assertTrue(said.detail().contains("HTTP " + status), said.detail());
    }

    @Test
    void howLongToWaitIsKept() {
        page(503, "7");
        assertEquals(Optional.of(Duration.ofSeconds(7)),
                assertThrows(UnreachableException.class, () -> api.client().runs("")).retryAfter());
        api.says(ASKED, new Answer(429, "application/problem+json",
                WireJson.write(Problem.of(Reason.RATE_LIMITED, "too many")), "9"));
        assertEquals(Optional.of(Duration.ofSeconds(9)),
                assertThrows(RejectedException.class, () -> api.client().runs("")).retryAfter());
    }

    @Test
    void itSaysWhatItIs() {
        assertThrows(RejectedException.class, () -> api.client().runs(""));
        assertEquals(UserAgent.VALUE, api.requests().get(0).agent());
    }
}
