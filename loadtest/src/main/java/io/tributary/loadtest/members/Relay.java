package io.tributary.loadtest.members;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes connections on as they are, from one address of this machine to another. Thread-safe. */
final class Relay implements AutoCloseable {
    private static final int BACKLOG = 512;
    private final ServerSocket server;
    private final InetSocketAddress target;

    private Relay(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    static Relay start(InetSocketAddress at, InetSocketAddress target) throws IOException {
        InetAddress address = at.getAddress();
        Relay relay = new Relay(new ServerSocket(at.getPort(), BACKLOG, address), target);
        Thread.ofPlatform().daemon().name("relay-" + at.getPort()).start(relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket from = server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            }
        } catch (IOException closed) {
            // no more connections
        }
    }

    private void connect(Socket from) {
        try (from; Socket to = new Socket()) {
            to.connect(target);
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pass(to, from));
            pass(from, to);
            back.join();
        } catch (IOException refused) {
            // whoever connected sees a connection that ends
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
