package io.tributary.coordinator.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.device.CarriedModels;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.device.Offers;
import io.tributary.coordinator.device.Receipts;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.WholeVector;
import io.tributary.coordinator.run.EagerTeam;
import io.tributary.coordinator.run.Killed;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.RangeTeam;
import io.tributary.coordinator.run.RunController;
import io.tributary.coordinator.run.RunServices;
import io.tributary.coordinator.run.RunSharing;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.run.Waits;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.CheckIns;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.EnrolledDevices;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.sharing.LivePool;
import io.tributary.coordinator.sharing.LiveRunNews;
import io.tributary.coordinator.sharing.LiveTraffic;
import io.tributary.coordinator.simulation.schedule.SeededRandom;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.object.s3.MemoryService;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of a member: what a coordinator is made of but for HTTP and Hazelcast, over the storage that all members share. At each
 * request to the storage a thread may be delayed, the process paused, the storage may fail, or the process may die.
 */
final class MemberProcess implements Ports.Gate, MemoryService.Fate, Waits {
    private static final CoordinatorMetrics METRICS = new CoordinatorMetrics(new SimpleMeterRegistry());
    private static final SigningKeys KEYS = SigningKeys.single(World.KEY);
    /** Whether histories tell of every request to the storage. */
    private static final boolean CALLS = Boolean.getBoolean("simulation.calls");
    /** Incomplete uploads are kept for a quarter of a minute. */
    private static final UploadLimits LIMITS = new UploadLimits(10_000, 16L << 30, Duration.ofSeconds(15),
            Duration.ofMinutes(1), 8 << 10);
    private static final long FOR_EVER = 1L << 40;
    /** How long other members may work on ranges after there are no more to pull. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final String name;
    private final World world;
    private final Runnable whenKilled;
    private final Set<Thread> pulling = new HashSet<>();
    private boolean alive = true;
    private long pausedUntil;
    private @Nullable MemberApi api;
    private @Nullable Runs runs;

    /** @param whenKilled is called when it dies */
    MemberProcess(String name, World world, Runnable whenKilled) {
        this.name = name;
        this.world = world;
        this.whenKilled = whenKilled;
    }

    /** What answers devices, once it is up. */
    Optional<MemberApi> api() {
        return Optional.ofNullable(api);
    }

    /** Its runs, once it is up. */
    Optional<Runs> runs() {
        return Optional.ofNullable(runs);
    }

    /** Comes up, on the caller's thread. */
    void begin() {
        Ports storage = world.storage.of(this);
        Hints.Ear ear = world.hints.came(this);
        LivePool live = new LivePool(ear, name);
        DevicePool pool = new DevicePool(CheckInPace.PATIENCE, live);
        TrafficMeter traffic = new TrafficMeter(world.time);
        ModelRegistry registry = new ModelRegistry(storage.models(), storage.objects(), KEYS, world.time);
        Runs playing = new Runs(services(storage, registry, ear, pool, traffic, team(ear)));
        live.keep(pool, ear, world.time, () -> playing.played().forEach(RunController::poolGrew));
        LiveTraffic.keep(traffic, ear, name);
        OpenRounds open = new OpenRounds(playing, _ -> Optional.empty(), world.time);
        HeldCheckIns held = new HeldCheckIns();
        MemberAccess access = new MemberAccess(world, this, world.storage.devices(this), ear, METRICS, pool, held,
                playing);
        UploadService uploads = new UploadService(storage.objects(), storage.rounds(), open, LIMITS,
                METRICS, world.time, world.time);
        MessageHandler handler = new MessageHandler(playing, open, uploads, TestReports.reports(),
                new Receipts(TestReports.reports(), KEYS), new Offers(KEYS),
                carried(), checkIns(pool, held), METRICS, new OutsideEvents(world.time),
                world.time, world.time);
        playing.resume();
        runs = playing;
        api = new MemberApi(world, this, handler, uploads, access);
    }

    /** Reads a model while it holds a monitor, so that no thread may wait for that one: its reads take no time. */
    private CarriedModels carried() {
        Ports real = world.storage.real;
        return new CarriedModels(new ModelRegistry(real.models(), real.objects(), KEYS, world.time), (_, _, _) -> {});
    }

    private CheckIns checkIns(DevicePool pool, HeldCheckIns held) {
        return new CheckIns(pool, held, new CheckInPace(world.time, new SplittableRandom(1)),
                () -> World.DEVICES);
    }

    /** Members have one core each. */
    private RangeTeam team(Hints.Ear ear) {
        ThreadRangeExecutor own = new ThreadRangeExecutor(1, 1,
                Executors.newThreadPerTaskExecutor(world.threads.factory(name + "-aggregation")));
        return EagerTeam.of(world.helpers.came(this, ear::members), own, PATIENCE, this);
    }

    private RunServices services(Ports storage, ModelRegistry registry, Hints.Ear ear, DevicePool pool,
            TrafficMeter traffic, RangeTeam team) {
        RunServices.Storage stored = new RunServices.Storage(storage.runs(), storage.rounds(), storage.objects(),
                storage.keys(), registry, TestReports.reports());
        team.serve(stored, _ -> Optional.empty());
        return new RunServices(stored,
                new RunServices.Compute(new Ports.Here(), _ -> Optional.empty(), _ -> Optional.empty(),
                        WholeVector.each(plan -> new float[plan.layout().size()]), Optional.of(team)),
                new RunServices.Identity(name, KEYS),
                new Candidates(pool, EnrolledDevices.NOBODY, world.time, world.time), traffic, new Ports.Silent(),
                world.time, world.time, new RunSharing(ear, new LiveRunNews(ear, name), 1), this);
    }

    /** Does something on a thread of this process, when it is not paused. */
    void start(String what, Runnable work) {
        world.threads.start(name + "-" + what, () -> {
            try {
                hold(() -> true);
                work.run();
            } catch (Killed death) {
                world.history.note(name + " is gone: " + death.getMessage());
            } catch (StoreException broken) {
                world.history.note(name + ": " + what + " fails");
            } catch (RuntimeException fault) {
                if (!alive) { // a thread that helped this one was killed
                    world.history.note(name + " is gone: " + fault.getMessage());
                    return;
                }
                world.history.violated(Property.NO_REQUEST_MEETS_A_FAULT, name + ", " + what + ": " + fault);
            }
        });
    }

    void kill(String where) {
        if (alive) {
            world.history.note(name + " dies " + where);
            alive = false;
            api = null;
            world.hints.went(name);
            world.helpers.went(this);
            world.storage.died(name);
            whenKilled.run();
        }
    }

    boolean isAlive() {
        return alive;
    }

    /** Stops the whole process for a while, as a debugger or a hypervisor does. */
    void pause(int millis) {
        world.history.note(name + " is paused for " + millis);
        pausedUntil = Math.max(pausedUntil, world.time.now() + millis);
        world.time.in(millis, () -> {});
    }

    /** Since when it was not paused. */
    long runsSince() {
        return pausedUntil;
    }

    /** Waits until this holds while the process runs. */
    private void hold(BooleanSupplier over) {
        world.threads.await(() -> !alive || (world.time.now() >= pausedUntil && over.getAsBoolean()));
        if (!alive) {
            throw new Killed("while it waited");
        }
    }

    private boolean waitAtMost(long millis, BooleanSupplier over) {
        long until = world.time.now() + millis;
        world.time.in(millis, () -> {});
        hold(() -> over.getAsBoolean() || world.time.now() >= until);
        return over.getAsBoolean();
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long millis) {
        waitAtMost(millis, () -> !queue.isEmpty());
        return queue.poll();
    }

    @Override
    public boolean await(CountDownLatch latch, long millis) {
        return waitAtMost(millis, () -> latch.getCount() == 0);
    }

    /** Only the survey of runs waits so: without it a member learns of runs by what others tell it alone. */
    @Override
    public boolean acquire(Semaphore semaphore, long millis) {
        waitAtMost(world.broken == Guarantee.SURVEY ? FOR_EVER : millis, () -> semaphore.availablePermits() > 0);
        return semaphore.tryAcquire();
    }

    @Override
    public void sleep(long millis) {
        waitAtMost(millis, () -> false);
    }

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        before(what, Ports.isWrite(what));
        Object result = call.make();
        after(what, Ports.isWrite(what));
        return result;
    }

    @Override
    public <T> T decide(String what, boolean writes, String key, Supplier<T> request) {
        before(what, writes);
        if (world.faults.happen() && world.random.oneIn(150)) {
            world.history.note(name + " is told 503 for " + what);
            throw MemoryService.answer(503);
        }
        T result = request.get();
        world.storage.asked(name, what, key);
        if (writes && world.faults.happen() && world.random.oneIn(100)) {
            world.history.note(name + " is told 500 after " + what);
            throw MemoryService.answer(500);
        }
        after(what, writes);
        return result;
    }

    /** A range takes time: whoever works on them pulls a number now and then. */
    void pull() {
        if (!alive) {
            throw new Killed("before it pulled a number");
        }
        if (world.faults.happen() && (world.random.oneIn(25) || (isHelping() && hasPulled() && world.losesHelper()))) {
            kill("at the queue of ranges");
            throw new Killed("at the queue of ranges");
        }
        sleep(world.random.between(0, isHelping() || !world.isBusy() ? 300 : 3_000));
    }

    /** Whether this thread works on ranges for another member. */
    private boolean isHelping() {
        return Thread.currentThread().getName().equals(name + "-task");
    }

    /** Whether this thread has pulled a number already, and holds what it made of that. */
    private boolean hasPulled() {
        return !pulling.add(Thread.currentThread());
    }

    private void before(String what, boolean writes) {
        if (!alive) {
            throw new Killed("before " + what);
        }
        if (CALLS) {
            world.history.note(name + " asks " + what + " on " + Thread.currentThread().getName());
        }
        if (writes) {
            mishap("before " + what);
        } else if (world.faults.happen() && world.random.oneIn(20)) {
            sleep(world.random.between(1, 200));
        }
    }

    private void after(String what, boolean writes) {
        if (writes) {
            mishap("after " + what);
        }
    }

    private void mishap(String point) {
        SeededRandom random = world.random;
        if (!world.faults.happen()) {
            return;
        }
        if (random.oneIn(point.contains("S3.") ? 240 : 100)) { // parts are many
            kill(point);
            throw new Killed(point);
        } else if (random.oneIn(200)) {
            world.history.note(name + ": storage failed " + point);
            throw new StoreException("storage failed " + point);
        } else if (random.oneIn(160)) {
            pause(random.between(3_500, 9_000));
            hold(() -> true);
        } else if (random.oneIn(15)) {
            sleep(random.between(1, 400));
        }
    }
}
