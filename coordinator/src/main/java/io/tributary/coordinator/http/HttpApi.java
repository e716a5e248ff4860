package io.tributary.coordinator.http;

import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.Sessions;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.device.Population;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.http.ApiServices.Access;
import io.tributary.coordinator.http.ApiServices.Devices;
import io.tributary.coordinator.http.ApiServices.Training;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.coordinator.metrics.CoordinatorGauges;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.CheckIns;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web API on one port. Everything from outside is bounded here before it is read (I8). */
public final class HttpApi implements AutoCloseable {
    private static final int SWEEP_MILLIS = 60_000;
    private static final int WATCH_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    private final Background background = new Background();
    private final Vertx vertx;
    private final Optional<ServerTls> tls;
    private final OwnAddress address;
    private final OutsideEvents outside;
    private final AuditedRequests audited;
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
        this.outside = new OutsideEvents(services.clock());
        this.audited = new AuditedRequests(services.access().log(), outside, background);
        this.channels = services.devices().channels();
        this.router = router(services);
        this.server = vertx.createHttpServer(ServerSettings.of(tls)).requestHandler(router)
                .invalidRequestHandler(FailureHandler::invalid)
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

    private Router router(ApiServices services) {
        InstantSource clock = services.clock();
        Training training = services.training();
        Devices devices = services.devices();
        Access access = services.access();
        CoordinatorMetrics metrics = services.meters().metrics();
        Sessions sessions = new Sessions(devices.store(), access.registrar(), address, clock);
        Enrolments enrolments =
                new Enrolments(devices.store(), access.registrar(), access.options().enrolment(), clock);
        DeviceSightings sightings = new DeviceSightings(clock);
        OpenRounds open = new OpenRounds(training.runs(), sessions::isRevoked, clock);
        UploadService uploads = new UploadService(services.updates().objects(), services.updates().rounds(), open,
                UploadLimits.DEFAULT, metrics, clock);
        CheckIns checkIns = new CheckIns(devices.pool(), devices.held(), new CheckInPace(clock, new SplittableRandom()),
                enrolments::population);
        MessageHandler messages = new MessageHandler(training.runs(), open, uploads, services.updates().reports(),
                services.updates().receipts(), checkIns, metrics, outside, clock);
        Revocation revocation = new Revocation(devices.store(), sessions, channels, devices.pool(), devices.held(),
                enrolments, training.runs(), clock);
        CoordinatorGauges gauges = new CoordinatorGauges(services.meters().registry());
        gauges.counts(enrolments::population, devices.pool()::size, uploads::incomplete);
        gauges.held(devices.held()::size);
        gauges.runs(training.runs());
        sweeping = vertx.setPeriodic(SWEEP_MILLIS, _ -> {
            background.start(uploads::sweep);
            background.start(training.runs()::sweep);
            background.start(() -> sightings.store(devices.store()));
        });
        watching = vertx.setPeriodic(WATCH_MILLIS, _ -> channels.sweep());

        RequestLimits limits = new RequestLimits(access.options().limits(), metrics, clock);
        Guard guard = new Guard(sessions, access.operators(), limits, sightings, background);
        Router router = bounded(limits);
        new DeviceRoutes(enrolments, sessions, messages, guard, background, audited).mount(router);
        new ChannelRoute(vertx, new ChannelRoute.Parts(guard, open,
                new ChannelAnswers(messages, limits, sightings, audited), channels, address, background, clock))
                .mount(router);
        new UploadRoute(uploads, guard, background, sightings, training.traffic(), metrics, outside, clock)
                .mount(router);
        new ModelRoutes(training.runs(), training.registry(), guard, background, training.traffic(), metrics)
                .mount(router);
        new OperatorRoutes(training.runs(), training.owners(), guard, background, audited).mount(router);
        Population population =
                new Population(devices.store(), devices.pool(), sightings, training.runs(), clock);
        new AccessRoutes(new EnrolmentTokens(devices.store(), clock), population, revocation, access.log(), guard,
                background, audited).mount(router);
        new HealthRoutes(enrolments::population, training.runs(), services.meters().readiness(),
                services.meters().registry(), background).mount(router);
        return router;
    }

    /** A router that bounds every request and answers every failure. */
    private Router bounded(RequestLimits limits) {
        FailureHandler failures = new FailureHandler(background, audited);
        Router router = Router.router(vertx);
        router.route().handler(limits.addresses()).failureHandler(failures);
        router.route().handler(new BodyDeadline(vertx, BodyDeadline.MILLIS));
        failures.mount(router);
        return router;
    }
}
