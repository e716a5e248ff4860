package io.tributary.loadtest.fault;

import io.tributary.learning.LocalTrainer;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every scenario has: a coordinator to do faults to, directories, and a Vert.x. Nothing of it is left when it is closed. */
final class Site implements AutoCloseable {
    private static final String HOMES = "BENCH_DEVICES";
    private final Path directory;
    private final Path state;
    private final Path homes;
    private final SigningKey owner;
    private final Vertx vertx;
    private Victim victim;
    private int victims;

    private Site(Path directory, Path state, Path homes, SigningKey owner, Victim victim) {
        this.directory = directory;
        this.state = state;
        this.homes = homes;
        this.owner = owner;
        this.victim = victim;
        this.vertx = Vertx.vertx();
    }

    /** Starts a coordinator with these JVM options. */
    static Site open(String... options) throws Exception {
        Path directory = Files.createTempDirectory("faults-");
        return open(directory, Files.createDirectories(directory.resolve("state")), options);
    }

    /** Starts a coordinator that keeps its state in a given place, which is emptied when the site is closed. */
    static Site open(Path directory, Path state, String... options) throws Exception {
        SigningKey owner = SigningKey.generate();
        Path homes = Files.createTempDirectory(
                Path.of(System.getenv().getOrDefault(HOMES, System.getProperty("java.io.tmpdir"))), "fault-devices-");
        Victim victim = Victim.start(new Victim.Setting("coordinator", state, directory.resolve("address"), owner,
                List.of(options)));
        return new Site(directory, state, homes, owner, victim);
    }

    Victim victim() {
        return victim;
    }

    /** Starts another coordinator on the same state, which is the victim from now on; the one before is the caller's to close. */
    Victim another() throws Exception {
        victims++;
        victim = Victim.start(new Victim.Setting("coordinator-" + victims, state,
                directory.resolve("address-" + victims), owner, List.of()));
        return victim;
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
        return victim.address().start(owner, plan.plan());
    }

    /** Devices that talk to the coordinator itself. */
    Fleet fleet(int devices, IntFunction<LocalTrainer> trainer) throws IOException {
        URI uri = victim.address().uri();
        return fleet(devices, trainer, device -> uri);
    }

    /** Devices that find their coordinator where they are told. */
    Fleet fleet(int devices, IntFunction<LocalTrainer> trainer, IntFunction<URI> coordinator) throws IOException {
        return Fleet.start(vertx, new Fleet.Setting(devices, trainer, homes, coordinator, owner.publicKey(),
                victim.address().key()));
    }

    /** Holds what the devices heard against what the coordinator, which must run, has stored. */
    Balance balance(String run, Fleet fleet, KnownUpdates updates) throws Exception {
        RunView view = victim.address().view(run);
        Set<Integer> abandoned = view.history().stream()
                .filter(round -> round.outcome() == RoundView.Outcome.ABANDONED).map(RoundView::round)
                .collect(Collectors.toSet());
        return Balance.of(Books.read(state.resolve("coordinator.db"), run), abandoned, fleet.ledger().receipts(),
                updates);
    }

    @Override
    public void close() throws IOException {
        victim.close();
        vertx.close().await();
        delete(homes);
        delete(directory);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
