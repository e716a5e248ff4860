package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    private static final String PATH = "/v1/sessions";

    @Test
    void aProductKnowsItselfByHostAndPort() {
        OwnAddress address = new OwnAddress(AccessOptions.product());
        address.listening("127.0.0.1", 8_080);
        assertTrue(address.names("http://127.0.0.1:8080/v1/sessions", PATH));
        assertTrue(address.names("http://localhost:8080/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8081/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8080/v1/messages", PATH));
    }

    @Test
    void aProductThatIsKnownElsewhereIsKnownOnlyThere() {
        OwnAddress address = new OwnAddress(AccessOptions.product().knownAs(URI.create("https://fl.example/")));
        address.listening("127.0.0.1", 8_080);
        assertTrue(address.names("https://fl.example/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:8080/v1/sessions", PATH));
    }

    @Test
    void anExperimentOnLoopbackMayBeReachedThroughARelayOnAnotherPortOfThisMachine() {
        OwnAddress address = new OwnAddress(AccessOptions.open());
        address.listening("127.0.0.1", 8_080);
        assertTrue(address.names("http://127.0.0.1:9999/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:9999/v1/messages", PATH));
        assertFalse(address.names("http://192.0.2.1:8080/v1/sessions", PATH));
        assertFalse(address.names("http://127.0.0.1:9999@192.0.2.1:80/v1/sessions", PATH));
    }
}
