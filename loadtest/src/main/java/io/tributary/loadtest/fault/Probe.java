package io.tributary.loadtest.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a coordinator as somebody outside would. Thread-safe. */
public final class Probe implements AutoCloseable {
    /** In place of a status: nobody answered in time. */
    public static final int SILENT = 0;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI coordinator;
    private final Duration patience;

    /** Asks there, and waits so long for an answer. */
    public Probe(URI coordinator, Duration patience) {
        this.coordinator = coordinator;
        this.patience = patience;
    }

    /** The status of a GET, {@link #SILENT} if there was none in time. */
    public int get(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(coordinator.resolve(path)).GET());
    }

    /** The same by an operator. */
    int get(String path, String token) throws InterruptedException {
        return send(HttpRequest.newBuilder(coordinator.resolve(path)).header("Authorization", "Bearer " + token).GET());
    }

    /** The status of a POST of JSON that says it is compressed. */
    int postCompressed(String path, byte[] body) throws InterruptedException {
        return send(HttpRequest.newBuilder(coordinator.resolve(path)).header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body)));
    }

    private int send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.timeout(patience).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException silent) {
            return SILENT;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
