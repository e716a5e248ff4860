package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    private static final String PATH = "/v1/sessions";

    @Test
    void aProductKnowsItselfByHostAndPort() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("127.0.0.1", 8_080, Optional.empty());
        assertTrue(address.names("http://127.0.0.1:8080/v1/sessions", PATH));
        assertTrue(address.names("http://localhost:8080/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8081/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8080/v1/messages", PATH));
    }

    @Test
    void aProductThatIsKnownElsewhereIsKnownOnlyThere() {
        OwnAddress address = new OwnAddress(AccessOptions.product().toBuilder()
                .address(Optional.of(URI.create("https://fl.example/"))).build());
        address.listening("127.0.0.1", 8_080, Optional.empty());
        assertTrue(address.names("https://fl.example/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8080/v1/sessions", PATH));
    }

    @Test
    void anExperimentOnLoopbackMayBeReachedThroughARelayOnAnotherPortOfThisMachine() {
        OwnAddress address = new OwnAddress(AccessOptions.open());
        address.listening("127.0.0.1", 8_080, Optional.empty());
        assertTrue(address.names("http://127.0.0.1:9999/v1/sessions", PATH));
        assertFalse(address.names("https://127.0.0.1:9999/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:9999/v1/messages", PATH));
        assertFalse(address.names("http://192.0.2.1:8080/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:9999@192.0.2.1:80/v1/sessions", PATH));
    }

    @Test
    void withACertificateItIsKnownByTheHostsThatTheCertificateIsForAndOverHttpsAlone() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("0.0.0.0", 8_443, Optional.of(Set.of("fl.example", "192.0.2.7")));
        assertTrue(address.names("https://fl.example:8443/v1/sessions", PATH));
        assertTrue(address.names("https://192.0.2.7:8443/v1/sessions", PATH));
        assertFalse(address.names("http://fl.example:8443/v1/sessions", PATH));
        assertFalse(address.names("https://other.example:8443/v1/sessions", PATH));
    }

    @Test
    void theUsualPortOfHttpsIsLeftOutAsClientsDo() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("0.0.0.0", 443, Optional.of(Set.of("fl.example")));
        assertTrue(address.names("https://fl.example/v1/sessions", PATH));
        assertFalse(address.names("http://fl.example/v1/sessions", PATH));
    }

    @Test
    void onLoopbackEveryNameOfThisMachineLeadsToItsPortAlone() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("127.0.0.2", 8_080, Optional.empty());
        for (String host : List.of("127.0.0.2", "127.0.0.1", "localhost", "[::1]", "[0:0:0:0:0:0:0:1]")) {
            assertTrue(address.names("http://" + host + ":8080/v1/sessions", PATH), host);
            assertTrue(address.isOrigin("http://" + host + ":8080"), host);
            assertFalse(address.names("http://" + host + ":8081/v1/sessions", PATH), host);
        }
        assertFalse(address.names("http://127.0.0.256:8080/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1.example.org:8080/v1/sessions", PATH));
    }

    @Test
    void beyondLoopbackNoNameOfThisMachineIsItsOwn() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("0.0.0.0", 8_443, Optional.of(Set.of("fl.example")));
        assertFalse(address.names("https://127.0.0.1:8443/v1/sessions", PATH));
        assertFalse(address.isHost("localhost:8443"));
    }

    @Test
    void anAddressOfIpv6IsKnownInEveryForm() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("::", 8_443, Optional.of(Set.of("2001:db8:0:0:0:0:0:1")));
        assertTrue(address.names("https://[2001:db8::1]:8443/v1/sessions", PATH));
        assertTrue(address.names("https://[2001:DB8::0:1]:8443/v1/sessions", PATH));
        assertFalse(address.names("https://[2001:db8::2]:8443/v1/sessions", PATH));
        assertFalse(address.names("https://[2001:db8::1]:8443/v1/sessions?x=1", PATH));
        assertFalse(address.names("https://[2001:db8::1]:8443/v1/sessions#x", PATH));
        assertFalse(address.names("https://me@[2001:db8::1]:8443/v1/sessions", PATH));
    }

    @Test
    void hostsAndOriginsAreComparedAsAddresses() {
        OwnAddress address = new OwnAddress(AccessOptions.open());
        address.listening("127.0.0.1", 8_080, Optional.empty());
        assertTrue(address.isHost("LOCALHOST:9999") && address.isHost("[::1]:8080") && address.isHost("127.0.0.1"));
        assertFalse(address.isHost("example.org:8080") || address.isHost("127.0.0.1:8080/x") || address.isHost("")
                || address.isHost("127.0.0.1@example.org"));
        assertTrue(address.isOrigin("http://127.0.0.1:8080"));
        assertFalse(address.isOrigin("http://127.0.0.1:9999") || address.isOrigin("null")
                || address.isOrigin("https://127.0.0.1:8080") || address.isOrigin("http://127.0.0.1:8080/x"));
    }
}
