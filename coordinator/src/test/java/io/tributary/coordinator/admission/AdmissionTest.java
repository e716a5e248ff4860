package io.tributary.coordinator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.admission.ConnectionCaps.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections, paths, hops and lines of log. */
class AdmissionTest {
    @Test
    void connectionsAreCappedTogetherAndOfOneNetworkButNotOfAProxy() {
        ConnectionCaps caps = new ConnectionCaps(4, 2);
        assertEquals(Verdict.TAKEN, caps.open("a", false));
        assertEquals(Verdict.TAKEN, caps.open("a", false));
        assertEquals(Verdict.TOO_MANY_OF_NETWORK, caps.open("a", false));
        caps.close("a");
        assertEquals(Verdict.TAKEN, caps.open("a", false));
        assertEquals(Verdict.TAKEN, caps.open("proxy", true));
        assertEquals(Verdict.TAKEN, caps.open("proxy", true));
        assertEquals(Verdict.TOO_MANY, caps.open("b", false));
        assertEquals(4, caps.open());
    }

    @Test
    void connectionsFitUnderTheLimitOfDescriptorsOrTheStartIsRefusedInWords() {
        assertEquals(256, Descriptors.connections(1_024));
        assertEquals(100_000, Descriptors.connections(1 << 20));
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> Descriptors.connections(600))
                .getMessage()).contains("LimitNOFILE"));
        assertTrue(Descriptors.limit() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//metrics", "/./metrics", "/v1/../metrics", "/%6detrics", "/v1/%2e%2e/metrics", "/%zz", "",
        "metrics", "/v1/runs/..", "/a\\b", "/v1/runs//x", "http://x"})
    void aPathThatIsNotWrittenPlainlyIsAFault(String path) {
        assertTrue(RequestTarget.fault(path, "").isPresent(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthz", "/v1/models/a/versions/latest", "/v1/runs/...", "/v1/x/"})
    void aPlainPathIsNone(String path) {
        assertEquals(java.util.Optional.empty(), RequestTarget.fault(path, "after=a%20b&limit=3"));
        assertTrue(RequestTarget.fault(path, "after=%zz").isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"192.0.2.9 | 198.51.100.1 | 192.0.2.9",
        "10.1.2.3 | 198.51.100.1 | 198.51.100.1", "10.1.2.3 | 1.2.3.4, 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 1.2.3.4, 198.51.100.1, 10.9.9.9 | 198.51.100.1", "10.1.2.3 | garbage | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1:4711 | 198.51.100.1", "10.1.2.3 | '' | 10.1.2.3",
        "0:0:0:0:0:0:0:1 | [2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7", "10.1.2.3 | 10.0.0.7 | 10.0.0.7"})
    void onlyWhatATrustedProxyWroteIsBelieved(String peer, String forwarded, String client) {
        TrustedHops hops = TrustedHops.of(List.of("10.0.0.0/8", "::1"));
        assertEquals(client, hops.client(peer, List.of(forwarded)));
        assertEquals(peer, TrustedHops.NONE.client(peer, List.of(forwarded)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "host", "10.0.0.0/x", "", "1.2.3.4/8/8"})
    void aRangeThatIsNoneIsRefused(String range) {
        assertThrows(IllegalArgumentException.class, () -> TrustedHops.of(List.of(range)));
    }

    @Test
    void linesBeyondTheBudgetAreCountedAndTheNextOneSaysHowManyTheyWere() {
        HandClock clock = new HandClock();
        LogBudget budget = new LogBudget(clock);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            budget.say(lines::add);
        }
        assertEquals(20, lines.size());
        clock.pass(Duration.ofSeconds(1));
        budget.say(lines::add);
        assertEquals(" (5 more like it were not written)", lines.getLast());
    }
}
