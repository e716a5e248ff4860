package io.tributary.cli.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.transport.TransportException;
import io.tributary.coordinator.http.tls.ServerTls;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.operator.OperatorClient;
import io.tributary.operator.UnreachableException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.tls.ClientTls;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
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
            assertEquals(1, view.history().get(0).reports().accepted());
        }
    }

    @Test
    void deviceAndOperatorReachAnIpv6LiteralWithACertificateForIt() throws Exception {
        try (TlsSite site = TlsSite.listening(folder, "::1")) {
            site.startRun(site.trusted());
            try (FederatedClient device = site.device("ann", site.trusted(), events).authority(site.file("ca.pem"))
                    .build()) {
                device.run();
                assertEquals(1, device.model().orElseThrow().version());
            }
            for (String host : List.of("[::1]", "[0:0:0::1]")) {
                OperatorClient operator = new OperatorClient(site.as("https", host), site.coordinator().operatorToken(),
                        site.trusted());
                assertEquals("ann", operator.device("ann").device(), host);
            }
        }
    }

    @Test
    void anIpv6LiteralThatTheCertificateDoesNotNameIsRefused() throws Exception {
        Path certs = TlsSite.certificates(folder.resolve("certs"), List.of("localhost"));
        try (TlsSite site = TlsSite.showing(folder, certs, "::1")) {
            ClientBuilder device = site.untold("ann", events).authority(site.file("ca.pem"))
                    .coordinator(site.as("https", "[::1]"));
            String words = words(TlsSite.failureOf(device, events));
            assertTrue(words.contains("not good for this address"), words);
            OperatorClient operator =
                    new OperatorClient(site.as("https", "[::1]"), "a-token", site.trusted());
            String said = assertThrows(UnreachableException.class, () -> operator.runs("")).getMessage();
            assertTrue(said.contains("not good for this address"), said);
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

    @Test
    void aDeviceThatPinsNothingBelievesTheJvmWhichKnowsNoPrivateAuthority() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of())) {
            String words = words(TlsSite.failureOf(site.device("ann", site.trusted(), events), events));
            assertTrue(words.contains("of no authority that this JVM believes"), words);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of("127.0.0.1"))) {
            ClientBuilder device = site.device("ann", site.trusted(), events).authority(site.file("ca.pem"))
                    .coordinator(site.as("https", "localhost"));
            String words = words(TlsSite.failureOf(device, events));
            assertTrue(words.contains("not good for this address") && words.contains("localhost"), words);
        }
    }

    @Test
    void anExpiredCertificateIsRefusedByDevices() throws Exception {
        InstantSource lastYear = () -> Instant.now().minus(Duration.ofDays(365));
        Path certs = folder.resolve("certs");
        CertificateFolder.make(new CertsRequest(certs, List.of(), Duration.ofDays(364), List.of(), false), lastYear);
        try (TlsSite site = TlsSite.at(folder, certs, lastYear)) {
            String words = words(TlsSite.failureOf(site.untold("ann", events).authority(site.file("ca.pem")), events));
            assertTrue(words.contains("has expired"), words);
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAtStartAndNamed() throws Exception {
        Path certs = folder.resolve("certs");
        CertificateFolder.make(new CertsRequest(certs, List.of(), Duration.ofDays(364), List.of(), false),
                () -> Instant.now().minus(Duration.ofDays(365)));
        PemException refused =
                assertThrows(PemException.class, () -> TlsSite.at(folder, certs, InstantSource.system()).close());
        assertTrue(refused.getMessage().startsWith(certs.resolve("coordinator.pem") + " expired at "),
                refused.getMessage());
    }

    @Test
    void aKeyThatIsNotThatOfTheCertificateIsRefusedAtStartAndNamed() throws Exception {
        Path certs = TlsSite.certificates(folder.resolve("certs"), List.of());
        Path others = TlsSite.certificates(folder.resolve("others"), List.of());
        Files.copy(others.resolve("coordinator.key"), certs.resolve("coordinator.key"),
                StandardCopyOption.REPLACE_EXISTING);
        PemException refused =
                assertThrows(PemException.class, () -> TlsSite.at(folder, certs, InstantSource.system()).close());
        assertTrue(
                refused.getMessage().startsWith("the key in " + certs.resolve("coordinator.key") + " is not that of"),
                refused.getMessage());
    }

    @Test
    void noVersionOfTlsBelowThreeIsSpoken() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of());
                SSLSocket socket = (SSLSocket) site.trusted().context().getSocketFactory().createSocket("127.0.0.1",
                        site.coordinator().port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            SSLException refused = assertThrows(SSLException.class, socket::startHandshake);
            assertTrue(refused.getMessage().contains("protocol_version"), refused.getMessage());
        }
    }

    @Test
    void plainHttpGetsNoAnswerOnThePortOfTls() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of())) {
            String words = words(TlsSite.failureOf(
                    site.device("ann", site.trusted(), events).coordinator(site.as("http", "127.0.0.1")), events));
            assertTrue(words.contains("its address then begins with https://"), words);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.coordinator().port())) {
                socket.getOutputStream()
                        .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(answer.contains("HTTP/1.1"), answer);
            }
        }
    }

    @Test
    void anAuthorityIsOfNoUseForAnAddressWithoutTls() throws Exception {
        try (TlsSite site = TlsSite.start(folder, false, List.of())) {
            ClientBuilder device = site.device("ann", site.trusted(), events).authority(site.file("ca.pem"))
                    .coordinator(site.as("http", "127.0.0.1"));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> device.build().close());
            assertTrue(refused.getMessage().contains("begin it with https://"), refused.getMessage());
        }
    }

    @Test
    void whereClientCertificatesAreAskedForADeviceShowsOneOfTheRightAuthorityOrIsRefused() throws Exception {
        Path others = TlsSite.certificates(folder.resolve("others"), List.of(), "ann");
        try (TlsSite site = TlsSite.start(folder, true, List.of(), "ann")) {
            ClientTls operator =
                    site.trusted().showing(TlsIdentity.read(site.file("device-ann.pem"), site.file("device-ann.key")));
            ClientBuilder bare = site.device("ann", operator, events).authority(site.file("ca.pem"));
            String without = words(TlsSite.failureOf(bare, events));
            assertTrue(without.contains("wants a client certificate"), without);

            String foreign = words(TlsSite.failureOf(
                    bare.clientCertificate(others.resolve("device-ann.pem"), others.resolve("device-ann.key")),
                    events));
            assertTrue(foreign.contains("refused the client certificate"), foreign);

            String ofTheServer = words(TlsSite.failureOf(
                    bare.clientCertificate(site.file("coordinator.pem"), site.file("coordinator.key")), events));
            assertTrue(ofTheServer.contains("refused the client certificate"), ofTheServer);

            site.startRun(operator);
            try (FederatedClient device =
                    bare.clientCertificate(site.file("device-ann.pem"), site.file("device-ann.key")).build()) {
                device.run();
                assertEquals(1, device.model().orElseThrow().version());
            }
        }
    }

    @Test
    void keysNeverPrint() throws Exception {
        Path certs = TlsSite.certificates(folder.resolve("certs"), List.of());
        String key = Files.readString(certs.resolve("coordinator.key")).lines().skip(1).findFirst().orElseThrow();
        TlsOptions options =
                new TlsOptions(certs.resolve("coordinator.pem"), certs.resolve("coordinator.key"), Optional.empty());
        ServerTls read = ServerTls.read(options, Instant.now());
        assertFalse((options + " " + read + " " + ClientTls.USUAL.showing(read.identity())).contains(key));
        Files.writeString(certs.resolve("coordinator.key"),
                Files.readString(certs.resolve("coordinator.key")).replace(key, key.substring(1)));
        PemException broken = assertThrows(PemException.class, () -> ServerTls.read(options, Instant.now()));
        StringWriter trace = new StringWriter();
        broken.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains(key.substring(1)), trace.toString());
        assertTrue(broken.getMessage().contains(certs.resolve("coordinator.key").toString()), broken.getMessage());
    }
}
