package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.TokenRequest;
import io.tributary.secureagg.tls.ClientTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A coordinator that answers the first request of each connection, and closes it on the second: as one that is restarted does. */
@Timeout(60)
class OperatorClientTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket listening;
    private OperatorClient operator;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
        operator = new OperatorClient(URI.create("http://127.0.0.1:" + listening.getLocalPort()), "token",
                ClientTls.USUAL);
    }

    @AfterEach
    void close() throws IOException {
        operator.close();
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                hear(in);
                socket.getOutputStream().write(
                        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]".getBytes(StandardCharsets.US_ASCII));
                hear(in);
            } catch (IOException closed) {
                asked.add("closed");
            }
        }
    }

    /** Reads the head of a request. */
    private void hear(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line != null) {
            asked.add(line.split(" ", 2)[0]);
        }
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
    }

    @Test
    void aQuestionOnAConnectionThatIsBeingClosedIsAskedAgain() throws Exception {
        assertEquals(List.of(), operator.runs());
        assertEquals(List.of(), operator.runs());
        assertEquals(List.of("GET", "GET", "GET"), asked);
    }

    @Test
    void whatChangesSomethingIsSentOnceAndSaidToBeOpen() throws Exception {
        assertEquals(List.of(), operator.runs());
        UnreachableException open =
                assertThrows(UnreachableException.class, () -> operator.mint(new TokenRequest(1, 1)));
        assertEquals(List.of("GET", "POST"), asked);
        assertTrue(open.getMessage().contains("may have been done"), open.getMessage());
    }
}
