package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.admission.ConnectionCaps;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.admission.TrustedHops;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("I8 A guard decides on a connection when it is accepted, on every transport")
@ParameterizedClass
@MethodSource("io.tributary.coordinator.http.entrance.Sockets#here")
@Timeout(60)
class GuardedTransportTest {
    private static final int PATIENCE_MILLIS = 20_000;

    @Parameter
    private Sockets sockets;
    private GuardedTransport transport;
    private Vertx vertx;

    private final BlockingQueue<Channel> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger served = new AtomicInteger();

    @BeforeEach
    void open() {
        transport = sockets.guarded();
        vertx = Vertx.builder().withTransport(transport).build();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** A server that greets with one byte, guarded so. @return its port */
    private int serve(String host, Predicate<Channel> guard) {
        int port = vertx.createNetServer().connectHandler(socket -> {
            served.incrementAndGet();
            socket.write("a");
        }).listen(0, host).map(NetServer::actualPort).await();
        transport.guard(port, connection -> asked.add(connection) && guard.test(connection));
        return port;
    }

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        return socket;
    }

    /** The first byte, or -1 if it was closed without one. */
    private static int greeting(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    @Test
    void whatTheGuardTakesIsServed() throws Exception {
        int port = serve("127.0.0.1", connection -> true);
        try (Socket peer = connect("127.0.0.1", port)) {
            assertEquals('a', greeting(peer));
        }
        assertEquals(1, asked.size());
    }

    @Test
    void whatTheGuardRefusesIsClosedUnseenAndTheNextOneIsStillTaken() throws Exception {
        AtomicInteger first = new AtomicInteger();
        int port = serve("127.0.0.1", connection -> first.incrementAndGet() > 3);
        for (int i = 0; i < 3; i++) {
            try (Socket refused = connect("127.0.0.1", port)) {
                assertEquals(-1, greeting(refused));
            }
        }
        try (Socket taken = connect("127.0.0.1", port)) {
            assertEquals('a', greeting(taken));
        }
        assertEquals(1, served.get());
        for (int i = 0; i < 3; i++) {
            Channel refused = asked.remove();
            assertFalse(refused.isOpen() || refused.isRegistered());
        }
    }

    @Test
    void aConnectionThatWasTakenTellsTheGuardWhenItIsClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        int port = serve("127.0.0.1", connection -> {
            connection.closeFuture().addListener(future -> closed.countDown());
            return true;
        });
        try (Socket peer = connect("127.0.0.1", port)) {
            assertEquals('a', greeting(peer));
            assertEquals(1, closed.getCount());
        }
        assertTrue(closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Test
    void portsHaveGuardsOfTheirOwn() throws Exception {
        int open = serve("127.0.0.1", connection -> true);
        int shut = serve("127.0.0.1", connection -> false);
        try (Socket taken = connect("127.0.0.1", open); Socket refused = connect("127.0.0.1", shut)) {
            assertEquals('a', greeting(taken));
            assertEquals(-1, greeting(refused));
        }
    }

    @Test
    void theGuardSeesWhoConnectsAndIpv4AsItselfOnASocketOfBoth() throws Exception {
        int port = serve("::", connection -> true);
        for (String peer : new String[] {"127.0.0.1", "0:0:0:0:0:0:0:1"}) {
            try (Socket socket = connect(peer, port)) {
                assertEquals('a', greeting(socket));
                InetSocketAddress seen = (InetSocketAddress) asked.remove().remoteAddress();
                assertEquals(peer, seen.getAddress().getHostAddress());
                assertEquals(socket.getLocalPort(), seen.getPort());
            }
        }
    }

    @Test
    void connectionsBeyondTheCapAreClosedUntilOneEnds() throws Exception {
        RequestMetrics metrics = new RequestMetrics(new SimpleMeterRegistry());
        ConnectionCaps caps = new ConnectionCaps(10, 2);
        int port = serve("127.0.0.1", new ConnectionGate(caps, new PeerAddress(TrustedHops.NONE), metrics,
                new LogBudget(InstantSource.system())));
        try (Socket one = connect("127.0.0.1", port); Socket two = connect("127.0.0.1", port)) {
            assertEquals('a', greeting(one));
            assertEquals('a', greeting(two));
            try (Socket third = connect("127.0.0.1", port)) {
                assertEquals(-1, greeting(third));
            }
            assertEquals(2, caps.open());
        }
        TestCoordinator.await("both are closed", () -> caps.open() == 0);
        try (Socket again = connect("127.0.0.1", port)) {
            assertEquals('a', greeting(again));
        }
    }
}
