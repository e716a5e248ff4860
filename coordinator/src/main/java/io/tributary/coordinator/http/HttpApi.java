package io.tributary.coordinator.http;

import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.Sessions;
import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.http.ApiServices.Access;
import io.tributary.coordinator.metrics.CoordinatorGauges;
import io.tributary.coordinator.metrics.StorageProbe;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web API on one port. Everything from outside is bounded here before it is read (I8). */
public final class HttpApi implements AutoCloseable {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int LINE_BYTES = 4 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;
    /** More than the 30 s after which the clients of this project close what they do not use: no request meets its end. */
    private static final int IDLE_SECONDS = 60;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int RETRY_SECONDS = 60;
    private static final List<Integer> FRAMEWORK_STATUSES = List.of(400, 404, 405, 406, 411, 413, 414, 415, 431, 500);

    private static final int SWEEP_MILLIS = 60_000;
    private static final int CLOSING_SECONDS = 1;
    private static final int WATCH_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    private final Background background = new Background();
    private final Vertx vertx;
    private final Optional<ServerTls> tls;
    private final OwnAddress address;
    private final AuditedRequests deeds;
    private final Router router;
    private final HttpServer server;
    private final Channels channels;
    private long sweeping;
    private long watching;

    /** Prepares the API; nothing listens yet. It speaks plain HTTP if {@code tls} is empty. */
    public HttpApi(Vertx vertx, Optional<ServerTls> tls, ApiServices services) {
        this.vertx = vertx;
        this.tls = tls;
        this.address = new OwnAddress(services.access().options());
        this.deeds = new AuditedRequests(services.access().log(), background);
        this.channels = services.channels();
        this.router = router(services);
        this.server = vertx.createHttpServer(options(tls)).requestHandler(router)
                .invalidRequestHandler(HttpApi::invalid)
                .exceptionHandler(broken -> LOG.debug("a connection broke off", broken));
    }

    /** Listens. Blocks until it does. @return the port, which is a free one if 0 was asked for */
    public int listen(String host, int port) {
        int actual = server.listen(port, host).map(HttpServer::actualPort).await();
        address.listening(host, actual, tls.map(ServerTls::hosts));
        return actual;
    }

    /** What is served, as {@code METHOD /path/{parameter}}, sorted. */
    public List<String> routes() {
        return router.getRoutes().stream().filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + template(route.getPath())))
                .sorted().toList();
    }

    private static String template(String path) {
        return path.replaceAll(":([a-z0-9]+)", "{$1}");
    }

    /** Closes the port and every connection, and waits for requests in work to end. */
    @Override
    public void close() {
        vertx.cancelTimer(sweeping);
        vertx.cancelTimer(watching);
        channels.closeAll().join();
        server.close().await();
        background.close();
    }

    private static HttpServerOptions options(Optional<ServerTls> tls) {
        HttpServerOptions plain =
                new HttpServerOptions().setMaxHeaderSize(HEADER_BYTES).setMaxInitialLineLength(LINE_BYTES)
                        .setMaxChunkSize(PIECE_BYTES).setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxWebSocketFrameSize(ChannelLimits.MAX_MESSAGE)
                        .setMaxWebSocketMessageSize(ChannelLimits.MAX_MESSAGE)
                        .setWebSocketClosingTimeout(CLOSING_SECONDS)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setHttp2ClearTextEnabled(false).setHandle100ContinueAutomatically(false).setTcpNoDelay(true);
        tls.ifPresent(server -> secure(plain, server));
        return plain;
    }

    /** TLS 1.3 alone (RFC 8446), HTTP/1.1 in it. A peer that does not end its handshake in time is closed (I8). */
    private static void secure(HttpServerOptions options, ServerTls tls) {
        options.setSsl(true).setUseAlpn(false).setEnabledSecureTransportProtocols(Set.of(ClientTls.VERSION))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeyCertOptions(KeyCertOptions.wrap(tls.identity().keyManager()));
        tls.clients().ifPresent(clients -> options.setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(clients.trustManager())));
    }

    private Router router(ApiServices services) {
        Access access = services.access();
        Sessions sessions = new Sessions(services.devices(), access.registrar(), address, services.clock());
        Enrolments enrolments = new Enrolments(services.devices(), access.registrar(), access.options().enrolment(),
                services.clock());
        RequestLimits limits = new RequestLimits(access.options().limits(), services.metrics(), services.clock());
        Guard guard = new Guard(sessions, access.operators(), limits, background);
        OpenRounds open = new OpenRounds(services.runs(), sessions::isRevoked, services.clock());
        UploadService uploads = new UploadService(services.blobs(), services.rounds(), open, UploadLimits.DEFAULT,
                services.metrics(), services.clock());
        MessageHandler messages = new MessageHandler(services.runs(), open, uploads, services.pool(),
                enrolments::population, new CheckInPace(services.clock(), new SplittableRandom()), services.metrics(),
                services.clock());
        ChannelAnswers answers = new ChannelAnswers(messages, limits, deeds);
        CoordinatorGauges gauges = new CoordinatorGauges(services.meters());
        gauges.counts(enrolments::population, services.pool()::size, uploads::incomplete);
        gauges.run(services.runs());
        sweeping = vertx.setPeriodic(SWEEP_MILLIS, _ -> background.start(uploads::sweep));
        watching = vertx.setPeriodic(WATCH_MILLIS, _ -> channels.sweep());

        Router router = Router.router(vertx);
        router.route().handler(limits.addresses()).failureHandler(this::failed);
        router.route().handler(new BodyDeadline(vertx, BodyDeadline.MILLIS));
        FRAMEWORK_STATUSES.forEach(status -> router.errorHandler(status, this::failed));
        new DeviceRoutes(enrolments, sessions, messages, guard, background, deeds).mount(router);
        new ChannelRoute(vertx, new ChannelRoute.Parts(guard, sessions, open, answers, channels,
                ChannelLimits.DEFAULT, address, background, services.clock())).mount(router);
        new UploadRoute(uploads, guard, background, services.traffic(), services.metrics(), services.clock())
                .mount(router);
        new ModelRoutes(services.runs(), services.registry(), guard, background, services.traffic(), services.metrics())
                .mount(router);
        new OperatorRoutes(services.runs(), services.owners(), guard, background, deeds).mount(router);
        Revocation revocation = new Revocation(services.devices(), sessions, channels, services.pool(), enrolments,
                services.runs(), services.clock());
        new AccessRoutes(new EnrolmentTokens(services.devices(), services.clock()), services.devices(), revocation,
                access.log(), guard, background, deeds).mount(router);
        StorageProbe storage = new StorageProbe(services.blobs(), services.clock());
        new HealthRoutes(services.devices(), storage, services.meters(), background).mount(router);
        return router;
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure();
        String what = request.request().method() + " " + request.request().path();
        Problem problem = failure == null
                ? Problems.ofStatus(request.statusCode(), "there is no " + what + ", or it cannot be asked so")
                : Problems.of(failure);
        if (problem.code().isDenial()) {
            AuditAction deed = AuditedRequests.of(request);
            background.<Void>run(request, () -> {
                deeds.denied(deed, problem);
                return null;
            }).onFailure(broken -> LOG.error("a denial could not be written to the audit log", broken))
                    .onComplete(_ -> Background.send(request, Reply.problem(problem)));
        } else if (problem.code() == Reason.RATE_LIMITED) {
            Background.send(request, RequestLimits.refusal(problem, RETRY_SECONDS));
        } else {
            Background.send(request, Reply.problem(problem));
        }
    }

    /** What is not HTTP at all, or more header than is allowed. */
    private static void invalid(HttpServerRequest request) {
        Problem problem = Problems.ofStatus(400, "the request is not well-formed HTTP, or its headers are too large");
        Reply reply = Reply.problem(problem);
        request.response().setStatusCode(reply.status()).putHeader("connection", "close");
        reply.headers().forEach(request.response()::putHeader);
        request.response().end(Buffer.buffer(reply.body()))
                .onComplete(_ -> request.connection().close());
    }
}
