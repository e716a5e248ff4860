package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands that follow, stop and resume a run end with, for each way in which a run can end. */
class RunExitCodesTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private final Queue<RunView.Status> views = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new ArrayList<>();
    private HttpServer server;
    private int stopAnswer = 204;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** The next of the views; the last one again and again. */
    private RunView view() {
        RunView.Status status = views.size() > 1 ? views.remove() : views.element();
        boolean ended = status != RunView.Status.ACTIVE && status != RunView.Status.FINISHED;
        return new RunView(RUN, "pair", status, ended ? "this is why" : null, 1, 3, RunView.State.SELECTING, 0, 0, 0,
                List.of());
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        boolean stop = exchange.getRequestMethod().equals("POST");
        byte[] body = stop && stopAnswer == 204 ? new byte[0] : WireJson.write(view());
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(stop ? stopAnswer : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Console console() {
        return new Console().with("TRIBUTARY_COORDINATOR", "http://127.0.0.1:" + server.getAddress().getPort())
                .with("TRIBUTARY_TOKEN", "t".repeat(40));
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, 0", "FAILED, 1", "PAUSED, 1", "STOPPED, 1"})
    void watchEndsAsTheRunEnded(RunView.Status status, int code) {
        views.addAll(List.of(RunView.Status.ACTIVE, status));
        if (code == 0) {
            console().ok("runs", "watch", RUN);
        } else {
            String said = console().fails(code, "runs", "watch", RUN);
            assertTrue(said.contains("is " + status.code() + ": this is why"), said);
        }
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, 0", "FINISHED, 1", "FAILED, 1"})
    void stopWaitsForTheEndAndSaysWhichItWas(RunView.Status status, int code) {
        stopAnswer = 202;
        views.addAll(List.of(RunView.Status.ACTIVE, RunView.Status.ACTIVE, RunView.Status.ACTIVE, status));
        Console console = console();
        assertEquals(code, console.run("runs", "stop", RUN));
        assertTrue(console.said().contains("run " + RUN + " is " + status.code()), console.said());
        assertEquals("POST /v1/runs/" + RUN + "/stop", calls.getFirst());
    }

    @Test
    void stopThatIsAnsweredAtTheEndWaitsForNothing() {
        views.add(RunView.Status.STOPPED);
        console().ok("runs", "stop", RUN);
        assertEquals(2, calls.size());
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, 0", "FINISHED, 0", "FAILED, 1", "PAUSED, 1"})
    void resumeSaysWhatCameOfIt(RunView.Status status, int code) {
        views.add(status);
        Console console = console();
        assertEquals(code, console.run("runs", "resume", RUN));
        assertTrue(console.said().contains(code == 0 ? "goes on" : "is " + status.code() + " again: this is why"),
                console.said());
    }
}
