package io.tributary.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers some requests of each connection with an empty list, and closes it on the next one: as a coordinator that is restarted. */
final class HangingUp implements AutoCloseable {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int answered;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    HangingUp(int answered) throws IOException {
        this.answered = answered;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The methods of all requests. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                threads.execute(() -> talk(connection));
            }
        } catch (IOException closed) {
            threads.shutdown(); // the test has ended
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < answered; i++) {
                hear(in);
                connection.getOutputStream().write(
                        "HTTP/1.1 200 OK\r\ncontent-length: 29\r\n\r\n{\"v\":1,\"runs\":[],\"next\":null}"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            hear(in);
        } catch (IOException closed) {
            asked.add("closed");
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

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
