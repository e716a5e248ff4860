package io.tributary.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws ports of loopback on which nobody listens, each at most once. They lie below those that a system gives to outgoing connections:
 * a part that was stopped finds its port free when it is started again.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 1000;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Set<Integer> given = new HashSet<>();

    /** @throws IOException if it finds none */
    int free() throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = random.nextInt(FIRST, END);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new IOException("no port of " + ClusterAccess.HOST + " is free between " + FIRST + " and " + END);
    }

    /** This port if it is free, else another one. */
    int freeOr(int port) throws IOException {
        return isFree(port) && given.add(port) ? port : free();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(ClusterAccess.HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
