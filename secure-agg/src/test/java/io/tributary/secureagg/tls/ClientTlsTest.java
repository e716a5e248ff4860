package io.tributary.secureagg.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class ClientTlsTest {
    @Test
    void aServerWithoutTlsIsSaidToHaveNone() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Socket> server = executor.submit(() -> answerInTheClear(listening));
            SSLException failed = assertThrows(SSLException.class, () -> shakeHands(listening));
            assertEquals(Optional.of("the coordinator answers, but not in TLS: its address begins with http://"),
                    ClientTls.USUAL.explain(failed));
            server.get().close();
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void whatHasNothingToDoWithTlsIsNotExplained() {
        assertEquals(Optional.empty(), ClientTls.USUAL.explain(new IOException("connection reset")));
    }

    private static void shakeHands(ServerSocket listening) throws IOException {
        try (Socket socket = ClientTls.USUAL.context().getSocketFactory()
                .createSocket(listening.getInetAddress(), listening.getLocalPort())) {
            ((SSLSocket) socket).startHandshake();
        }
    }

    /** As a web server does that was asked for something it does not understand; the connection stays open. */
    private static Socket answerInTheClear(ServerSocket listening) throws IOException {
        Socket connection = listening.accept();
        connection.getInputStream().read();
        connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return connection;
    }
}
