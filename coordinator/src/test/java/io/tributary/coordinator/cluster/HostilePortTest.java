package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reaches the port of members and is none: connections end or come to nothing, and the members go on. */
@Timeout(120)
class HostilePortTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final int CONNECTIONS = 200;
    private static ClusterNode first;
    private static ClusterNode second;

    @BeforeAll
    static void startTwo() {
        first = Cluster.start(ClusterSettings.loopback(CLUSTER, "first"));
        second = Cluster.start(ClusterSettings.loopback(CLUSTER, "second").withSeeds(List.of(first.address())));
        first.ranges().orElseThrow().serve(new OneCore());
    }

    @AfterAll
    static void closeTwo() {
        second.close();
        first.close();
    }

    private static final class OneCore implements RangeWorker {
        @Override
        public int freeCores() {
            return 1;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> next) {
            return order;
        }

        @Override
        public void ended(String job) {}
    }

    @AfterEach
    void membersGoOn() throws Exception {
        assertEquals(Set.of("first", "second"), first.membership().members());
        assertEquals(1, second.ranges().orElseThrow().others().getFirst().freeCores().get(20, TimeUnit.SECONDS));
    }

    private static Socket connect() throws IOException {
        int port = Integer.parseInt(first.address().substring(first.address().indexOf(':') + 1));
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(1 << 17);
        for (byte[] part : parts) {
            all.put(part);
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[1 << 16];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A packet of members: version, flags, partition, length, and what is said to be so long. */
    private static byte[] packet(int version, int flags, int length, byte[] content) {
        return joined(ascii("HZC"), ByteBuffer.allocate(11).put((byte) version).putChar((char) flags).putInt(-1)
                .putInt(length).array(), content);
    }

    /** Classes of the JDK in Java's own form, as a chain of gadgets begins. */
    private static byte[] serialized() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new PriorityQueue<>(List.of("a", "b")));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        // type -100 is Hazelcast's number for Java serialisation, after the hash of the partition
        return joined(ByteBuffer.allocate(8).putInt(0).putInt(-100).array(), bytes.toByteArray());
    }

    static List<byte[]> hostile() {
        List<byte[]> all = new ArrayList<>(List.of(random(1), random(2), joined(ascii("HZC"), random(3)),
                joined(ascii("CB2"), random(4)), ascii("GET /hazelcast/rest/cluster HTTP/1.0\r\n\r\n"),
                ascii("stats\r\n"), new byte[] {22, 3, 1, 0, 100}, packet(4, 0x10, -1, new byte[0]),
                packet(9, 0x10, 10, new byte[10]), packet(4, 0xffff, 0, new byte[0])));
        for (int flags : new int[] {0x01, 0x04, 0x10, 0x20, 0x30}) {
            all.add(packet(4, flags, serialized().length, serialized()));
            all.add(packet(4, flags, 1 << 12, random(flags)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void bytesThatNoMemberSendsChangeNothing(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            sent(socket, bytes);
        }
    }

    /** As a member that is broken, or of a build that is. */
    @ParameterizedTest
    @MethodSource("hostile")
    void bytesOfOneThatKnowsTheSecretChangeNothing(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            new MemberDoor(Cluster.SECRET, CLUSTER).onConnect(socket);
            sent(socket, bytes);
        }
    }

    private static void sent(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.setSoTimeout(100);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            var _ = socket.getInputStream().read(new byte[1024]);
        } catch (SocketException | SocketTimeoutException endedOrSilent) {
            assertTrue(endedOrSilent.getMessage() != null);
        }
    }

    /** Hazelcast would reserve what the packet says, and keep the connection while it waits for it. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 26, 1 << 30, Integer.MAX_VALUE})
    void noMemoryIsReservedForWhatAStrangerSaysIsLong(int length) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(packet(4, 0x10, length, new byte[100]));

            assertEquals(32, socket.getInputStream().readAllBytes().length);
        } catch (SocketException ended) {
            assertTrue(ended.getMessage() != null);
        }
    }

    @Test
    void connectionsThatSayNothingHoldLittleAndKeepNobodyOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        long before = used();
        try {
            for (int number = 0; number < CONNECTIONS; number++) {
                Socket socket = connect();
                silent.add(socket);
                socket.getOutputStream().write(number % 2 == 0 ? ascii("H") : packet(4, 0x10, 100, new byte[1]));
            }
            membersGoOn();
            long each = (used() - before) / CONNECTIONS;
            assertTrue(each < 512 * 1024, each + " bytes a connection");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
