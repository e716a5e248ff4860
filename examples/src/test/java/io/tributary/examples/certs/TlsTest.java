package io.tributary.examples.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices and a coordinator over TLS, on real sockets. */
class TlsTest {
    @TempDir
    private Path folder;
    private final BlockingQueue<ClientEvent> events = TlsSite.events();

    private static String words(ClientEvent.Failed failed) {
        return assertInstanceOf(TransportException.class, failed.cause()).getMessage();
    }

    @Test
    void aDeviceThatPinsTheRightAuthorityEnrolsAndPlaysARoundOverHttps() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of())) {
            assertEquals("https", site.coordinator().uri().getScheme());
            String run = site.startRun(site.trusted());
            try (FederatedClient device = site.device("ann", site.trusted(), events).authority(site.file("ca.pem"))
                    .build()) {
                device.run();
                assertEquals(1, device.model().orElseThrow().version());
            }
            RunView view = WireJson.readMessage(site.ask(site.trusted(), "/v1/runs/" + run, new byte[0]),
                    RunView.class);
            assertEquals(1, view.history().get(0).accepted());
        }
    }

    @Test
    void aDeviceThatPinsAnotherAuthoritySaysSo() throws Exception {
        Path others = TlsSite.certificates(folder.resolve("others"), List.of());
        try (TlsSite site = TlsSite.start(folder, false, List.of())) {
            ClientBuilder device =
                    site.device("ann", site.trusted(), events).authority(others.resolve("ca.pem"));
            String words = words(TlsSite.failureOf(device, events));
            assertTrue(words.contains("is not of the pinned authority " + others.resolve("ca.pem")), words);
        }
    }
}
