package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings say what is wrong with them. */
class ClusterSettingsTest {
    private static ClusterSettings at(String host) {
        return new ClusterSettings("cluster", "member", host, 0, List.of(), Duration.ZERO);
    }

    private static void refused(String field, Runnable made) {
        String message = assertThrows(IllegalArgumentException.class, made::run).getMessage();
        assertTrue(message.startsWith(field + " must be "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.1.1", "::1", "fd00::1"})
    void privateAddressesAreListenedAt(String host) {
        assertDoesNotThrow(() -> at(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "8.8.8.8", "2001:4860:4860::8888", "not a host"})
    void publicAddressesAreNot(String host) {
        refused("host", () -> at(host));
    }

    @Test
    void everyFieldIsChecked() {
        refused("cluster", () -> ClusterSettings.loopback("", "member"));
        refused("member", () -> ClusterSettings.loopback("cluster", "A member"));
        refused("seeds", () -> ClusterSettings.loopback("cluster", "member").withSeeds(List.of("10.0.0.1")));
        refused("port", () -> new ClusterSettings("cluster", "member", "127.0.0.1", 65536, List.of(), Duration.ZERO));
        refused("joinWait",
                () -> new ClusterSettings("cluster", "member", "127.0.0.1", 0, List.of(), Duration.ofSeconds(61)));
        refused("joinWait",
                () -> new ClusterSettings("cluster", "member", "127.0.0.1", 0, List.of(), Duration.ofSeconds(-1)));
    }
}
