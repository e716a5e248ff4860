package io.tributary.coordinator.http.entrance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LeastRate;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.admission.TrustedHops;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** A server with what bounds answers and bodies, at rates of a test's own, and peers that talk to it by hand. */
final class EntranceServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int RECEIVE_BUFFER = 4_096;
    private final Vertx vertx;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PeerAddress peers = new PeerAddress(TrustedHops.of(List.of()));
    private final InFlight unfinished;
    private final Answers answers;
    private final Background background;
    private final MessageBody bodies;
    private final RequestHeads heads;
    private int port;

    EntranceServer(Sockets sockets, LeastRate rate, InFlight unfinished, InstantSource durations) {
        this.vertx = sockets.vertx();
        this.unfinished = unfinished;
        RequestMetrics metrics = new RequestMetrics(meters);
        this.heads = new RequestHeads(metrics, new LogBudget(durations), durations);
        this.answers = new Answers(metrics, peers, new LogBudget(durations), rate);
        this.background = new Background(answers);
        this.bodies = new MessageBody(unfinished, answers, peers, durations, rate);
    }

    /** Serves every request so. */
    void serve(List<Handler<RoutingContext>> handlers) {
        Router router = Router.router(vertx);
        handlers.forEach(handler -> router.route().handler(handler));
        port = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false)).connectionHandler(heads)
                .requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    }

    Answers answers() {
        return answers;
    }

    Background background() {
        return background;
    }

    MessageBody bodies() {
        return bodies;
    }

    InFlight unfinished() {
        return unfinished;
    }

    /** A peer that has sent this, and takes little of an answer until it reads. */
    Socket peer(String bytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        send(socket, bytes);
        return socket;
    }

    static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** How many connections were cut for a reason. */
    double cut(String reason) {
        return meters.get("tributary.connections.cut").tag("reason", reason).counter().count();
    }

    @Override
    public void close() {
        vertx.close().await();
        background.close();
    }
}
