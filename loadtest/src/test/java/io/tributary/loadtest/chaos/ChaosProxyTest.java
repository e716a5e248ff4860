package io.tributary.loadtest.chaos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One fault at a time, on plain sockets: what one side writes and what the other one reads. */
@Timeout(60)
class ChaosProxyTest {
    private static final int LONG = 300_000;
    private static final int SHORT_MILLIS = 300;
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private ServerSocket target;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    accepted.add(target.accept());
                }
            } catch (IOException closed) {
                accepted.clear();
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        target.close();
        vertx.close().await();
    }

    private ChaosProxy proxy(Treatment treatment) {
        return ChaosProxy.start(vertx, target.getLocalPort(), 7, (connection, random) -> treatment);
    }

    private static Socket connect(ChaosProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Socket next() throws InterruptedException, IOException {
        Socket socket = accepted.poll(20, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("nobody connected to the target");
        }
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(3).nextBytes(bytes);
        return bytes;
    }

    /** Writes on a thread of its own: a broken connection is what some of these tests are about. */
    private static void write(Socket socket, byte[] bytes) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (IOException broken) {
                assertTrue(broken.getMessage() != null);
            }
        });
    }

    private static int hamming(byte[] left, byte[] right) {
        int bits = 0;
        for (int i = 0; i < left.length; i++) {
            bits += Integer.bitCount((left[i] ^ right[i]) & 0xff);
        }
        return bits;
    }

    @Test
    void withoutAFaultBothDirectionsArriveAndSoDoesTheEnd() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.NONE); Socket near = connect(proxy); Socket far = next()) {
            byte[] sent = bytes(LONG);
            write(near, sent);
            assertArrayEquals(sent, far.getInputStream().readNBytes(LONG));
            write(far, sent);
            assertArrayEquals(sent, near.getInputStream().readNBytes(LONG));
            near.shutdownOutput();
            assertEquals(-1, far.getInputStream().read());
            assertEquals(new ChaosStatistics(1, 0, LONG, LONG, 0, 0, 0, 0, 0, 0, 0, 0), proxy.statistics());
        }
    }

    @Test
    void aCutLetsExactlySoManyBytesThroughAndThenBreaksBothSides() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Cut(100_001))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(LONG));
            assertEquals(100_001, far.getInputStream().readAllBytes().length);
            assertTrue(hasEnded(near.getInputStream()));
            assertEquals(1, proxy.statistics().cuts());
        }
    }

    @Test
    void aCutOfTheAnswersLeavesTheRequestsWhole() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.down(new Fault.Cut(5))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(1_000));
            assertArrayEquals(bytes(1_000), far.getInputStream().readNBytes(1_000));
            write(far, bytes(50));
            assertEquals(5, near.getInputStream().readNBytes(50).length);
        }
    }

    private static boolean hasEnded(InputStream in) throws IOException {
        try {
            return in.read() == -1;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aBlackHoleSwallowsWhatComesLaterAndTellsNobody() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Drop(10))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(LONG));
            assertArrayEquals(Arrays.copyOf(bytes(LONG), 10), far.getInputStream().readNBytes(10));
            far.setSoTimeout(SHORT_MILLIS);
            assertThrows(SocketTimeoutException.class, () -> far.getInputStream().read());
            near.setSoTimeout(SHORT_MILLIS);
            assertThrows(SocketTimeoutException.class, () -> near.getInputStream().read());
            near.shutdownOutput();
            assertThrows(SocketTimeoutException.class, () -> far.getInputStream().read());
            assertEquals(1, proxy.statistics().holes());
            assertEquals(LONG - 10, proxy.statistics().dropped());
        }
    }

    @Test
    void aDelayKeepsBytesTheirOrderAndTheEndBehindThem() throws Exception {
        Duration late = Duration.ofMillis(200);
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Delay(late))); Socket near = connect(proxy);
                Socket far = next()) {
            long begin = System.nanoTime();
            near.getOutputStream().write(bytes(1));
            assertEquals(bytes(1)[0], (byte) far.getInputStream().read());
            assertTrue(System.nanoTime() - begin >= late.toNanos());
            near.getOutputStream().write(bytes(LONG));
            near.shutdownOutput();
            assertArrayEquals(bytes(LONG), far.getInputStream().readAllBytes());
            assertTrue(proxy.statistics().delayed() >= LONG / 65_536);
        }
    }

    @Test
    void aDuplicatedSegmentArrivesTwice() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Duplicate(1))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(100));
            byte[] twice = far.getInputStream().readNBytes(200);
            assertArrayEquals(bytes(100), Arrays.copyOf(twice, 100));
            assertArrayEquals(bytes(100), Arrays.copyOfRange(twice, 100, 200));
            assertEquals(1, proxy.statistics().duplicated());
        }
    }

    @Test
    void corruptionFlipsOneBitOfASegment() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Corrupt(1))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(LONG));
            byte[] got = far.getInputStream().readNBytes(LONG);
            assertEquals(proxy.statistics().flipped(), hamming(bytes(LONG), got));
            assertTrue(proxy.statistics().flipped() >= LONG / 65_536);
        }
    }

    @Test
    void whatNeverHappensChangesNothing() throws Exception {
        for (Fault never : List.of(new Fault.Corrupt(0), new Fault.Duplicate(0))) {
            try (ChaosProxy proxy = proxy(Treatment.up(never)); Socket near = connect(proxy); Socket far = next()) {
                write(near, bytes(LONG));
                assertArrayEquals(bytes(LONG), far.getInputStream().readNBytes(LONG));
            }
        }
    }

    @Test
    void aThrottleLetsBytesThroughWholeAndInSmallPieces() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Throttle(100_000))); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(50_000));
            assertArrayEquals(bytes(50_000), far.getInputStream().readNBytes(50_000));
            assertTrue(proxy.statistics().throttled() >= 5);
        }
    }

    @Test
    void aReplayedConnectionSaysEverythingAgainOnANewOne() throws Exception {
        try (ChaosProxy proxy = proxy(Treatment.up(new Fault.Replay())); Socket near = connect(proxy);
                Socket far = next()) {
            write(near, bytes(LONG));
            assertArrayEquals(bytes(LONG), far.getInputStream().readNBytes(LONG));
            near.shutdownOutput();
            try (Socket again = next()) {
                assertArrayEquals(bytes(LONG), again.getInputStream().readNBytes(LONG));
            }
            assertEquals(1, proxy.statistics().replayed());
        }
    }

    @Test
    void connectionsGoWhereTheProxyPointsWhenTheyAreMade() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ChaosProxy proxy = proxy(Treatment.NONE); Socket old = connect(proxy); Socket oldFar = next()) {
            other.setSoTimeout(20_000);
            proxy.target(other.getLocalPort());
            try (Socket near = connect(proxy); Socket far = other.accept()) {
                write(near, bytes(10));
                assertArrayEquals(bytes(10), far.getInputStream().readNBytes(10));
            }
            write(old, bytes(20));
            assertArrayEquals(bytes(20), oldFar.getInputStream().readNBytes(20));
            proxy.cutAll();
            assertTrue(hasEnded(old.getInputStream()));
        }
    }

    @Test
    void theSameSeedDrawsTheSameTreatmentsAndAnotherOneOthers() throws Exception {
        assertArrayEquals(draws(1), draws(1));
        assertFalse(Arrays.equals(draws(1), draws(2)));
        assertTrue(Arrays.stream(draws(1)).distinct().count() > 1);
    }

    private long[] draws(long seed) throws Exception {
        BlockingQueue<Long> drawn = new LinkedBlockingQueue<>();
        long[] draws = new long[3];
        try (ChaosProxy proxy = ChaosProxy.start(vertx, target.getLocalPort(), seed, (connection, random) -> {
            drawn.add(random.nextLong());
            return Treatment.NONE;
        })) {
            for (int i = 0; i < draws.length; i++) {
                connect(proxy).close();
                draws[i] = Objects.requireNonNull(drawn.poll(20, TimeUnit.SECONDS));
            }
        }
        return draws;
    }
}
