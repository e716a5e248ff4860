package io.tributary.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that answers as it is told and remembers what it was asked. What it was not told of is not found. */
final class FakeApi implements AutoCloseable {
    /** One request. The port is the client's: it tells connections apart. */
    record Request(String method, String uri, String authorization, String agent, String body, int port) {
        String line() {
            return method + " " + uri;
        }
    }

    /** One answer. */
    record Answer(int status, String type, byte[] body, String retryAfter) {
        Answer(int status, String type, byte[] body) {
            this(status, type, body, "");
        }
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private FakeApi(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeApi start() throws IOException {
        return on(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static FakeApi on(HttpServer bound) {
        return new FakeApi(bound);
    }

    /** Answers a method and URI with a message. */
    FakeApi says(String line, int status, Object message) {
        return says(line, new Answer(status, "application/json", WireJson.write(message)));
    }

    /** Refuses a method and URI. */
    FakeApi refuses(String line, Reason reason, String detail) {
        return says(line, new Answer(reason.status(), "application/problem+json",
                WireJson.write(Problem.of(reason, detail))));
    }

    FakeApi says(String line, Answer answer) {
        answers.put(line, answer);
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    OperatorClient client() {
        return new OperatorClient(address(), "the-token", ClientTls.USUAL);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRemoteAddress().getPort());
        requests.add(request);
        Answer answer = answers.getOrDefault(request.line(), new Answer(404, "application/problem+json",
                WireJson.write(Problem.of(Reason.NOT_FOUND, "nobody told of " + request.line()))));
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
