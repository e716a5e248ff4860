package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets past a member's door: those with the secret, for the same cluster, now. */
@Timeout(60)
class MemberDoorTest {
    private static final int PROOF = 64;
    private final MemberDoor door = new MemberDoor(Cluster.SECRET, "here", Duration.ofMinutes(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new ArrayList<>();
    private ServerSocket port;

    @BeforeEach
    void listen() throws IOException {
        port = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        port.close();
        threads.close();
    }

    private interface Step {
        void run(Socket socket) throws IOException;
    }

    /** A caller, and what becomes of its connection at the other side. */
    private record Call(Socket socket, Future<?> accepted) {
        IOException refused() throws Exception {
            ExecutionException failed =
                    assertThrows(ExecutionException.class, () -> accepted.get(30, TimeUnit.SECONDS));
            return (IOException) failed.getCause();
        }
    }

    private Call call(Step step) throws IOException {
        Socket caller = new Socket(port.getInetAddress(), port.getLocalPort());
        Socket called = port.accept();
        open.addAll(List.of(caller, called));
        caller.setSoTimeout(30_000);
        return new Call(caller, threads.submit(() -> {
            try (Socket ended = called) {
                step.run(ended);
            }
            return called;
        }));
    }

    private static MemberSecret secret(int number) {
        return MemberSecret.of(new byte[] {(byte) number});
    }

    @Test
    void twoMembersLetEachOtherIn() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        Call call = call(socket -> {
            door.onAccept(socket);
            in.countDown();
        });

        door.onConnect(call.socket());

        assertTrue(in.await(30, TimeUnit.SECONDS));
        assertEquals(0, call.socket().getSoTimeout());
    }

    @Test
    void anotherSecretIsRefusedOnBothSides() throws Exception {
        Call call = call(door::onAccept);

        assertThrows(EOFException.class, () -> new MemberDoor(secret(9), "here").onConnect(call.socket()));

        assertTrue(call.refused().getMessage().contains("another signing key"), call.refused().getMessage());
    }

    @Test
    void anotherClusterNameIsRefusedOnBothSides() throws Exception {
        Call call = call(door::onAccept);

        assertThrows(EOFException.class, () -> new MemberDoor(Cluster.SECRET, "there").onConnect(call.socket()));

        assertTrue(call.refused().getMessage().contains("another cluster name"), call.refused().getMessage());
    }

    @Test
    void aMemberDoesNotTalkToOneThatOnlySaysItIsIn() throws Exception {
        Call call = call(socket -> {
            socket.getOutputStream().write(new byte[32]);
            socket.getInputStream().readNBytes(PROOF);
            socket.getOutputStream().write(new byte[32]);
            socket.getInputStream().readNBytes(1);
        });

        assertThrows(IOException.class, () -> door.onConnect(call.socket()));
    }

    @Test
    void whatAMemberOnceShowedShowsNothingAgain() throws Exception {
        byte[] shown = shownByAMember();
        Call again = call(door::onAccept);
        again.socket().getInputStream().readNBytes(32);

        again.socket().getOutputStream().write(shown);

        assertTrue(again.refused().getMessage().contains("no member"), again.refused().getMessage());
        assertArrayEquals(new byte[0], again.socket().getInputStream().readAllBytes());
    }

    /** What a member says to one that repeats the nonce of another member to it. */
    private byte[] shownByAMember() throws Exception {
        byte[][] shown = new byte[1][];
        Call call = call(socket -> {
            socket.getOutputStream().write(new byte[32]);
            shown[0] = socket.getInputStream().readNBytes(PROOF);
        });
        assertThrows(IOException.class, () -> door.onConnect(call.socket()));
        call.accepted().get(30, TimeUnit.SECONDS);
        return shown[0];
    }

    @Test
    void aByteNowAndThenDoesNotKeepItWaiting() throws Exception {
        Call call =
                call(socket -> new MemberHandshake(Cluster.SECRET, "here", socket, Duration.ofMillis(300)).accept());
        for (int count = 0; count < PROOF - 1 && !call.accepted().isDone(); count++) {
            try {
                call.socket().getOutputStream().write(1);
            } catch (IOException ended) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }

        assertEquals(SocketTimeoutException.class, call.refused().getClass());
    }

    @Test
    void oneAddressHoldsSoManyPlacesAndNoMore() throws Exception {
        List<Call> silent = new ArrayList<>();
        for (int count = 0; count < MemberDoor.OF_ONE_ADDRESS; count++) {
            silent.add(call(door::onAccept));
            assertEquals(32, silent.getLast().socket().getInputStream().readNBytes(32).length);
        }

        Call further = call(door::onAccept);

        assertTrue(further.refused().getMessage().contains("on their way"), further.refused().getMessage());
        for (Call call : silent) {
            call.socket().close();
            assertEquals(EOFException.class, call.refused().getClass());
        }
        Call afterwards = call(door::onAccept);
        door.onConnect(afterwards.socket());
        afterwards.accepted().get(30, TimeUnit.SECONDS);
    }
}
