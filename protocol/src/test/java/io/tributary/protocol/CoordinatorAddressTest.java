package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorAddressTest {
    @ParameterizedTest
    @CsvSource({"https://Example.org,example.org,443,https://example.org/x",
        "https://example.org:443/,example.org,443,https://example.org/x",
        "https://10.0.0.7:8443,10.0.0.7,8443,https://10.0.0.7:8443/x",
        "https://[2001:DB8::7],2001:db8::7,443,https://[2001:db8::7]/x",
        "http://[0:0::1],0:0::1,80,http://[0:0::1]/x",
        "http://[::1]:8080,::1,8080,http://[::1]:8080/x", "http://localhost,localhost,80,http://localhost/x"})
    void everyFormIsRead(String written, String host, int port, String named) {
        CoordinatorAddress address = CoordinatorAddress.of("it", URI.create(written));
        assertEquals(host, address.host());
        assertEquals(port, address.port());
        assertEquals(named, address.address("/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "http://10.0.0.7", "ftp://127.0.0.1", "mailto:a", "https:///x",
        "https://me:secret@example.org", "https://example.org?x", "https://example.org#x", "https://example.org:0"})
    void everythingElseIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> CoordinatorAddress.of("it", URI.create(written)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "127.255.255.255", "::1", "[::1]",
        "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void whatOnlyThisMachineReachesIsKnown(String host) {
        assertTrue(CoordinatorAddress.at(false, host, 80).isOfThisMachine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "126.0.0.1", "128.0.0.1", "127.0.0.256", "127.0.0.01", "127.1",
        "127.0.0.1.example.org",
        "localhost.example.org", "::", "::2", "null", ""})
    void nothingElseIsTakenForThisMachine(String host) {
        assertFalse(CoordinatorAddress.at(false, host, 80).isOfThisMachine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://[fe80::1%25Eth0]:8443", "https://[FE80::1%eth0]", "http://[::1%2]:80"})
    void aZoneIsRefusedWithTheReasonAndNotDropped(String written) {
        String said = assertThrows(IllegalArgumentException.class,
                () -> CoordinatorAddress.of("it", URI.create(written))).getMessage();
        assertTrue(said.contains("a zone") && said.contains("a unique local one"), said);
    }

    @Test
    void aLiteralIsTheSamePlaceInEveryForm() {
        CoordinatorAddress place = CoordinatorAddress.at(true, "2001:db8::7", 443);
        for (String form : new String[] {"2001:DB8:0::7", "[2001:db8:0:0:0:0:0:7]", "2001:db8::7%eth0"}) {
            assertTrue(place.isSameAs(CoordinatorAddress.at(true, form, 443)), form);
        }
        assertFalse(place.isSameAs(CoordinatorAddress.at(true, "2001:db8::8", 443)));
        assertFalse(place.isSameAs(CoordinatorAddress.at(true, "2001:db8::7", 444)));
        assertFalse(place.isSameAs(CoordinatorAddress.at(false, "2001:db8::7", 443)));
        assertFalse(place.isSameAs(CoordinatorAddress.at(true, "example.org", 443)));
        assertEquals(URI.create("https://[2001:db8::7]:443"), place.uri());
    }

    @Test
    void aPathIsRefusedWithTheCure() {
        String said = assertThrows(IllegalArgumentException.class,
                () -> CoordinatorAddress.of("it", URI.create("https://example.org/fl"))).getMessage();
        assertTrue(said.contains("without a path") && said.contains("a host name or a port of its own"), said);
    }
}
