package io.tributary.cli.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("I8 Connections whose TLS handshake never ends are bounded in number and time, on real sockets")
@Timeout(120)
class HalfOpenHandshakesTest {
    private static final int MOST = 4;
    /** The beginning of a ClientHello: a handshake record of 512 bytes, of which these few come (RFC 8446, section 5.1). */
    private static final byte[] HALF_HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    @TempDir
    private Path folder;

    @Test
    void theyCountAgainstTheCapOfTheirAddressAndAreEndedInTime() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        try (TlsSite site = TlsSite.ofFewConnections(folder, MOST)) {
            for (int i = 0; i < MOST; i++) {
                Socket socket = connect(site);
                halfOpen.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write(HALF_HELLO);
                }
            }
            awaitClosed(site);
            assertThrows(IOException.class, () -> site.ask(site.trusted(), "/healthz", new byte[0]));

            for (Socket socket : halfOpen) {
                assertTrue(readToEnd(socket) >= 0);
            }
            String metrics = new String(site.ask(site.trusted(), "/metrics", new byte[0]), StandardCharsets.UTF_8);
            assertTrue(metrics.contains("tributary_connections_cut_total{reason=\"handshake\"} " + MOST + ".0"),
                    metrics);
            assertTrue(metrics.contains("tributary_connections_open 1.0"), metrics);
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    private static Socket connect(TlsSite site) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.coordinator().port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** One more is closed at once: all that are there were taken. */
    private static void awaitClosed(TlsSite site) throws IOException {
        try (Socket more = connect(site)) {
            assertEquals(0, readToEnd(more));
        }
    }

    private static long readToEnd(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException reset) {
            return 0;
        }
    }
}
