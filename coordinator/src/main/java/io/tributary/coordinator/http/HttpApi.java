package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.device.CarriedModels;
import io.tributary.coordinator.device.DeviceChanges;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.device.Population;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.http.ApiServices.Access;
import io.tributary.coordinator.http.ApiServices.Devices;
import io.tributary.coordinator.http.ApiServices.Training;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Entrance;
import io.tributary.coordinator.http.entrance.GuardedTransport;
import io.tributary.coordinator.http.entrance.MessageBody;
import io.tributary.coordinator.http.entrance.RequestGate;
import io.tributary.coordinator.http.tls.ServerTls;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.coordinator.metrics.CoordinatorGauges;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.ModelTakers;
import io.tributary.coordinator.metrics.ScalingGauges;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.scaling.ScalingSignal;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.CheckIns;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** The web API on one port. Everything from outside is bounded here before it is read (I8). */
public final class HttpApi implements AutoCloseable {
    private static final int SWEEP_MILLIS = 60_000;
    private static final int WATCH_MILLIS = 1_000;
    private static final long PAUSE_NANOS = 5_000_000;

    private final Entrance entrance;
    private final Vertx vertx;
    private final GuardedTransport sockets;
    private final Optional<ServerTls> tls;
    private final OwnAddress address;
    private final OutsideEvents outside;
    private final AuditedRequests audited;
    private final ApiRouter router;
    private final HttpServer server;
    private final Channels channels;
    private final HeldCheckIns held;
    private final Draining draining = new Draining();
    private Optional<Others> others = Optional.empty();
    private long sweeping;
    private long watching;

    /** Prepares the API on a Vert.x of these sockets; nothing listens yet. It speaks plain HTTP if {@code tls} is empty. */
    public HttpApi(Vertx vertx, GuardedTransport sockets, Optional<ServerTls> tls, ApiServices services) {
        this.vertx = vertx;
        this.sockets = sockets;
        this.entrance = new Entrance(services.access().options(), services.meters().registry(),
                services.meters().metrics(), services.durations());
        this.tls = tls;
        this.address = new OwnAddress(services.access().options());
        this.outside = new OutsideEvents(services.durations());
        this.audited = new AuditedRequests(services.access().log(), outside, entrance.background(), entrance.peers());
        this.channels = services.devices().channels();
        this.held = services.devices().held();
        this.router = router(services);
        RequestGate gate = entrance.before(router.checked());
        this.server = vertx.createHttpServer(ServerSettings.of(tls)).requestHandler(gate)
                .invalidRequestHandler(gate::unparsable).connectionHandler(entrance.heads())
                .exceptionHandler(entrance.connections()::broke);
    }

    /** Listens. Blocks until it does. @return the port, which is a free one if 0 was asked for */
    public int listen(String host, int port) {
        others.ifPresent(Others::begin);
        int actual = server.listen(port, host.replaceAll("[\\[\\]]", "")).map(HttpServer::actualPort).await();
        sockets.guard(actual, entrance.connections());
        address.listening(host, actual, tls.map(ServerTls::hosts));
        return actual;
    }

    /** What is served, as {@code METHOD /path/{parameter}}, sorted. */
    public List<String> routes() {
        return router.routes();
    }

    /**
     * Sends devices to other members: what they begin is refused, those that wait and those in a round are told, and uploads may end.
     *
     * @param most how long it waits for them
     */
    public void drain(Duration most) {
        draining.begin();
        held.wake(held.devices());
        channels.closeAll().join();
        long end = System.nanoTime() + most.toNanos();
        while (held.size() + draining.uploads() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Closes the port and every connection, and waits for requests in work to end. */
    @Override
    public void close() {
        vertx.cancelTimer(sweeping);
        vertx.cancelTimer(watching);
        others.ifPresent(Others::close);
        channels.closeAll().join();
        server.close().await();
        entrance.background().start(audited::summarise);
        entrance.background().close();
    }

    private ApiRouter router(ApiServices services) {
        InstantSource clock = services.clock();
        InstantSource durations = services.durations();
        Training training = services.training();
        Devices devices = services.devices();
        Access access = services.access();
        CoordinatorMetrics metrics = services.meters().metrics();
        Clocks clocks = new Clocks(clock, access.log().time(), durations);
        Sessions sessions = access.members()
                .map(members -> Sessions.shared(devices.store(), access.registrar(), address, clocks, members))
                .orElseGet(() -> new Sessions(devices.store(), access.registrar(), address, clocks));
        Enrolments enrolments =
                new Enrolments(devices.store(), access.registrar(), access.options().enrolment(),
                        access.log().time());
        DeviceSightings sightings = new DeviceSightings(clock);
        OpenRounds open = new OpenRounds(training.runs(), sessions::barred, clock);
        UploadService uploads = new UploadService(services.updates().objects(), services.updates().rounds(), open,
                UploadLimits.DEFAULT, metrics, clock, durations);
        CheckIns checkIns =
                new CheckIns(devices.pool(), devices.held(), new CheckInPace(durations, new SplittableRandom()),
                        enrolments::population);
        ModelTakers takers = new ModelTakers(services.meters().registry());
        CarriedModels carried = new CarriedModels(training.registry(), (model, version, bytes) -> {
            takers.taken(model, version, Guard.DEVICE);
            training.traffic().sent(bytes);
            metrics.sent(bytes);
        });
        MessageHandler messages = new MessageHandler(training.runs(), open, uploads, services.updates().reports(),
                services.updates().receipts(), services.updates().offers(), carried, checkIns, metrics, outside, clock,
                durations);
        Revocation revocation = new Revocation(devices.store(), sessions, channels, devices.pool(), devices.held(),
                enrolments, training.runs(), clock, () -> others.ifPresent(Others::tell));
        others = access.members().map(members -> Others.of(vertx, members.events(), entrance, new DeviceChanges(
                devices.store(), revocation::follow)));
        CoordinatorGauges gauges = new CoordinatorGauges(services.meters().registry());
        gauges.counts(enrolments::population, devices.pool()::size, uploads::incomplete);
        gauges.held(devices.held()::size);
        gauges.runs(training.runs());
        ScalingSignal scaling = new ScalingSignal(new MemberLoad(services, uploads, entrance, draining)::asked,
                MemberLoad.most(services, entrance));
        ScalingGauges.show(scaling, services.meters().registry());
        sweeping = vertx.setPeriodic(SWEEP_MILLIS, _ -> {
            entrance.background().start(uploads::sweep);
            entrance.background().start(audited::summarise);
            entrance.background().start(training.runs()::sweep);
            entrance.background().start(services.meters().readiness()::watch);
            entrance.background().start(() -> sightings.store(devices.store()));
        });
        watching = vertx.setPeriodic(WATCH_MILLIS, _ -> {
            channels.sweep();
            scaling.look();
        });

        Background background = entrance.background();
        MessageBody bodies = entrance.bodies();
        CredentialLookup credentials = new CredentialLookup(background);
        Guard guard = new Guard(sessions, new OperatorGuard(access.operators(), credentials), address,
                access.options(), entrance.limits(), sightings, entrance.peers());
        NewcomerGuard newcomers = new NewcomerGuard(enrolments, sessions, address, access.options(), credentials);
        ApiRouter api = new ApiRouter(vertx, new FailureHandler(background, audited),
                FailureHandler.FRAMEWORK_STATUSES);
        new DeviceRoutes(enrolments, sessions, messages, newcomers, guard, bodies, background, audited,
                new CopiedDevices(revocation, audited, metrics),
                new DeviceRoutes.Elsewhere(devices.members(), draining)).mount(api);
        new ChannelRoute(vertx, new ChannelRoute.Parts(guard, open,
                new ChannelAnswers(messages, entrance.limits(), sightings, audited), channels, address,
                entrance.peers(),
                background,
                durations, draining)).mount(api);
        new UploadRoute(uploads, guard, background, sightings, training.traffic(), metrics, outside, durations,
                draining).mount(api);
        new ModelRoutes(training, training.runs().summedReports(), guard,
                entrance.downloads(), takers, metrics, audited, bodies, services.updates().objects())
                .mount(api);
        new LogRoutes(training.registry().log(), guard, background).mount(api);
        new KeyRoute(access.keys(), background).mount(api);
        new OperatorRoutes(training.runs(), training.owners(), guard, bodies, background, audited).mount(api);
        Population population =
                new Population(devices.store(), devices.pool(), sightings, training.runs(), durations);
        new AccessRoutes(new EnrolmentTokens(devices.store(), access.log().time()), population, revocation,
                access.log(), guard,
                bodies, background, audited).mount(api);
        new HealthRoutes(enrolments::population, training.runs(), guard, services.meters().readiness(),
                services.meters().registry(),
                background, draining).mount(api);
        return api;
    }
}
