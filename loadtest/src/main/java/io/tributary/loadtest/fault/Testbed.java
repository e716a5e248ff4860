package io.tributary.loadtest.fault;

import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.learning.LocalTrainer;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every scenario has: a coordinator to do faults to, directories, and a Vert.x. Nothing of it is left when it is closed. */
final class Testbed implements AutoCloseable {
    private static final String HOMES = "BENCH_DEVICES";
    private final Path directory;
    private final Path state;
    private final Path homes;
    private final SigningKey owner;
    private final Vertx vertx;
    private CoordinatorProcess coordinator;
    private int coordinators;
    private int newcomers;

    private Testbed(Path directory, Path state, Path homes, SigningKey owner, CoordinatorProcess coordinator) {
        this.directory = directory;
        this.state = state;
        this.homes = homes;
        this.owner = owner;
        this.coordinator = coordinator;
        this.vertx = Vertx.vertx();
    }

    /** Starts a coordinator with these JVM options. */
    static Testbed open(String... options) throws Exception {
        Path directory = Files.createTempDirectory("faults-");
        return open(directory, Files.createDirectories(directory.resolve("state")), options);
    }

    /** Starts a coordinator that keeps its state in a given place, which is emptied when the testbed is closed. */
    static Testbed open(Path directory, Path state, String... options) throws Exception {
        SigningKey owner = SigningKey.generate();
        Path homes = Files.createTempDirectory(
                Path.of(System.getenv().getOrDefault(HOMES, System.getProperty("java.io.tmpdir"))), "fault-devices-");
        CoordinatorProcess coordinator = CoordinatorProcess
                .start(new CoordinatorProcess.Setting("coordinator", state, directory.resolve("address"), owner,
                        List.of(options)));
        return new Testbed(directory, state, homes, owner, coordinator);
    }

    CoordinatorProcess coordinator() {
        return coordinator;
    }

    /** Starts another coordinator on the same state, which is the coordinator from now on; the one before is the caller's to close. */
    CoordinatorProcess another() throws Exception {
        coordinators++;
        coordinator = CoordinatorProcess.start(new CoordinatorProcess.Setting("coordinator-" + coordinators, state,
                directory.resolve("address-" + coordinators), owner, List.of()));
        return coordinator;
    }

    /** A device that nobody knows enrols and opens a session; it takes part in nothing. */
    void newcomer() throws Exception {
        try (RawDevice device = new RawDevice(vertx, coordinator.address().uri(), "newcomer-" + ++newcomers)) {
            device.join();
        }
    }

    Vertx vertx() {
        return vertx;
    }

    SigningKey owner() {
        return owner;
    }

    Path state() {
        return state;
    }

    /** Loses the state of the coordinator, which must not run, and puts a copy of its files in its place. */
    void replaceStateByCopy() throws IOException {
        Path copy = directory.resolve("copy");
        try (Stream<Path> walk = Files.walk(state)) {
            for (Path path : walk.toList()) {
                Files.copy(path, copy.resolve(state.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        delete(state);
        Files.move(copy, state);
    }

    /** The coordinator's clock. */
    ShiftedClock clock() {
        return new ShiftedClock(directory.resolve("clock"));
    }

    /** Where devices keep their files. */
    Path homes() {
        return homes;
    }

    /** Starts a run. @return its id */
    String run(FaultPlan plan) throws Exception {
        return coordinator.address().start(owner, plan.plan());
    }

    /** Devices that talk to the coordinator itself. */
    Fleet fleet(int devices, IntFunction<LocalTrainer> trainer) throws IOException {
        URI uri = coordinator.address().uri();
        return fleet(devices, trainer, device -> uri);
    }

    /** Devices that find their coordinator where they are told. */
    Fleet fleet(int devices, IntFunction<LocalTrainer> trainer, IntFunction<URI> address) throws IOException {
        return Fleet.start(vertx,
                new Fleet.Setting(devices, trainer, homes, device -> List.of(address.apply(device)), owner.publicKey(),
                        coordinator.address().key()));
    }

    /** Holds what the devices heard against what the coordinator, which must run, has stored. */
    Reconciliation reconciliation(String run, Fleet fleet, KnownUpdates updates) throws Exception {
        RunView view = coordinator.address().view(run);
        Set<Integer> abandoned = view.history().stream()
                .filter(round -> round.outcome() == RoundView.Outcome.ABANDONED).map(RoundView::round)
                .collect(Collectors.toSet());
        return Reconciliation.of(CoordinatorDatabase.read(
                CoordinatorDatabase.Source.sqlite(state.resolve("coordinator.db")), run, FaultPlan.MODEL), abandoned,
                fleet.ledger().receipts(),
                updates);
    }

    @Override
    public void close() throws IOException {
        coordinator.close();
        vertx.close().await();
        delete(homes);
        delete(directory);
    }

    private static void delete(Path directory) throws IOException {
        new WorkDirectory(directory).close();
    }
}
