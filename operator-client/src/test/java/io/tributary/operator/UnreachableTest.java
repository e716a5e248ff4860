package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.TokenRequest;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody answers, and what the client does about it. */
final class UnreachableTest {
    @Test
    void aPortWithoutAListenerIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = loopback()) {
            free = socket.getLocalPort();
        }
        String message = assertThrows(UnreachableException.class, () -> client(free).runs("")).getMessage();
        assertTrue(message.contains("127.0.0.1:" + free) && message.contains("is the coordinator running?"), message);
    }

    @Test
    void whatChangesSomethingIsSentOnceAndSaidToBeOpen() throws Exception {
        try (HangingUp coordinator = new HangingUp(0)) {
            OperatorClient operator = client(coordinator.port());
            UnreachableException open =
                    assertThrows(UnreachableException.class, () -> operator.mint(new TokenRequest(1, 1)));
            assertTrue(open.getMessage().contains("may have been done"), open.getMessage());
            assertThrows(UnreachableException.class, () -> operator.revoke("d-1"));
            assertEquals(List.of("POST", "DELETE"), coordinator.asked());
        }
    }

    @Test
    void aQuestionOnAConnectionThatIsBeingClosedIsAskedAgain() throws Exception {
        try (HangingUp coordinator = new HangingUp(1)) {
            OperatorClient operator = client(coordinator.port());
            assertEquals(List.of(), operator.runs("").runs());
            assertEquals(List.of(), operator.runs("").runs());
            assertEquals(List.of("GET", "GET", "GET"), coordinator.asked());
        }
    }

    @Test
    void aChangeDoesNotGoOnAConnectionThatMayBeClosing() throws Exception {
        try (HangingUp coordinator = new HangingUp(1)) {
            OperatorClient operator = client(coordinator.port());
            assertEquals(List.of(), operator.runs("").runs());
            operator.revoke("d-1");
            assertEquals(List.of("GET", "DELETE"), coordinator.asked());
        }
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static OperatorClient client(int port) {
        return new OperatorClient(URI.create("http://127.0.0.1:" + port), "the-token", ClientTls.USUAL);
    }
}
