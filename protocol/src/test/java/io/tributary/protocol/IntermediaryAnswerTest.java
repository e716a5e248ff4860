package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntermediaryAnswerTest {
    private static final InstantSource OWN = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private static Optional<Duration> wait(String retryAfter, String date) {
        return new IntermediaryAnswer(503, "text/html", retryAfter, date).wait(OWN);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", " 7 , 7", "3600, 3600", "3601, 3600", "999999999, 3600",
        "'Thu, 01 Jan 2026 00:00:30 GMT', 30", "'Thu, 1 Jan 2026 00:00:30 GMT', 30",
        "'Wed, 31 Dec 2025 23:59:59 GMT', 0", "'Thu, 01 Jan 2026 09:00:00 GMT', 3600"})
    void retryAfterIsReadAsSecondsOrAsADateAndBounded(String said, int seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), wait(said, null));
    }

    @Test
    void aDateIsMeasuredByTheSendersClockWhereItTellsIt() {
        assertEquals(Optional.of(Duration.ofSeconds(20)),
                wait("Fri, 02 Jan 2026 10:00:30 GMT", "Fri, 02 Jan 2026 10:00:10 GMT"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), wait("Thu, 01 Jan 2026 00:00:30 GMT", "yesterday"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "Thu, 01 Jan 2026", "Mon, 01 Jan 2026 00:00:30 GMT",
        "2026-01-01T00:00:30Z"})
    void whatCannotBeReadIsNotWaitedFor(String said) {
        assertEquals(Optional.empty(), wait(said, null));
        assertEquals(Optional.empty(), wait("x".repeat(100_000), null));
    }

    @Test
    void pagesAndProblemsAreToldApart() {
        assertTrue(new IntermediaryAnswer(200, "Text/HTML; charset=utf-8", null, null).isPage());
        assertTrue(new IntermediaryAnswer(400, "application/problem+json", null, null).isProblem());
        IntermediaryAnswer none = new IntermediaryAnswer(204, null, null, null);
        assertFalse(none.isPage() || none.isProblem() || none.isTooLarge());
        assertTrue(none.isSuccess());
        assertFalse(new IntermediaryAnswer(302, null, null, null).isSuccess());
    }

    @ParameterizedTest
    @CsvSource({"413, larger requests", "431, larger requests", "408, took too long", "429, too many",
        "502, no good answer", "503, cannot serve", "504, in time", "407, logged in", "200, portal", "302, redirection",
        "418, address right"})
    void everyStatusIsSaidInWords(int status, String words) {
        String said = new IntermediaryAnswer(status, "text/html" + "x".repeat(9999), null, null).words();
        assertTrue(said.contains("HTTP " + status) && said.contains(words) && said.length() < 400, said);
    }

    @Test
    void theUserAgentIsOneShortLine() {
        assertTrue(UserAgent.VALUE.matches("tributary/[A-Za-z0-9.-]+ \\(Java \\d+\\)"), UserAgent.VALUE);
    }
}
