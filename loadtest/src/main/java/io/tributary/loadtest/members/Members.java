package io.tributary.loadtest.members;

import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.loadtest.fault.CoordinatorDatabase;
import io.tributary.loadtest.round.Address;
import io.tributary.localcluster.ClusterAccess;
import io.tributary.localcluster.LocalCluster;
import io.tributary.localcluster.LocalClusterException;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.kek.KekFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Members of a cluster over a database and buckets of this machine, and what a fleet needs beside them. Nothing is left when it is closed. */
final class Members implements AutoCloseable {
    private static final String HOMES = "BENCH_DEVICES";
    private final Path directory;
    private final Path homes;
    private final LocalCluster stores;
    private final Network network;
    private final SigningKey owner = SigningKey.generate();
    private final Vertx vertx = Vertx.vertx();
    private final List<MemberPart> parts = new ArrayList<>();
    private final List<MemberProcess> members = new ArrayList<>();
    private final List<String> options;
    private Optional<Address> address = Optional.empty();

    private Members(Path directory, Path homes, LocalCluster stores, Network network, List<String> options) {
        this.directory = directory;
        this.homes = homes;
        this.stores = stores;
        this.network = network;
        this.options = options;
    }

    /** Starts so many on loopback, each with these options of its JVM. */
    static Members open(int count, String... options) throws Exception {
        return open(count, new Network.Loopback(), options);
    }

    /** The same in a given network, which is closed with them. */
    static Members open(int count, Network network, String... options) throws Exception {
        Path directory = Files.createTempDirectory("members-");
        Path homes = Files.createTempDirectory(
                Path.of(System.getenv().getOrDefault(HOMES, System.getProperty("java.io.tmpdir"))), "fault-devices-");
        Members members = new Members(directory, homes, LocalCluster.start(directory.resolve("stores")), network,
                List.of(options));
        boolean started = false;
        try {
            members.start(count);
            started = true;
            return members;
        } finally {
            if (!started) {
                members.close();
            }
        }
    }

    private void start(int count) throws Exception {
        KeyFile.write(directory.resolve("signing.key"), SigningKeys.generate(System.currentTimeMillis()));
        KekFile.make(directory.resolve("key-encryption.json"));
        MemberPart.Shared shared = shared(network.seen(stores.access()));
        List<Integer> ports = FreePorts.draw(2 * count);
        for (int number = 1; number <= count; number++) {
            parts.add(new MemberPart("member-" + number, directory.resolve("member-" + number).toString(),
                    ports.get(2 * number - 2), network.host(number), ports.get(2 * number - 1),
                    network.front(number), List.of(), shared));
            network.reach(number, ports.get(2 * number - 2));
        }
        for (int number = 1; number <= count; number++) {
            members.add(MemberProcess.start(seeded(parts.get(number - 1)), network.prefix(number), options));
            if (number == 1) {
                address = Optional.of(members.getFirst().awaitListening()); // it makes the tables
            }
        }
        for (MemberProcess member : members) {
            member.awaitListening();
        }
    }

    private MemberPart.Shared shared(ClusterAccess access) {
        return new MemberPart.Shared("faults-" + UUID.randomUUID(),
                Base64.getEncoder().encodeToString(owner.publicKey().raw()), UUID.randomUUID().toString(),
                directory.resolve("signing.key").toString(), directory.resolve("key-encryption.json").toString(),
                access);
    }

    private MemberPart seeded(MemberPart part) {
        return new MemberPart(part.name(), part.directory(), part.port(), part.host(), part.memberPort(), part.front(),
                parts.stream().filter(other -> !other.name().equals(part.name())).map(MemberPart::seed).toList(),
                part.shared());
    }

    List<MemberProcess> all() {
        return List.copyOf(members);
    }

    /** The member of this id. */
    MemberProcess named(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no member " + name));
    }

    /** Where a member is asked; its key and token are those of all. */
    Address address(MemberProcess member) {
        Address first = address.orElseThrow();
        return new Address(member.uri(), first.key(), first.token());
    }

    /** Where one of those is asked that run. */
    Address anyAddress() {
        return address(members.stream().filter(MemberProcess::isAlive).findFirst().orElseThrow());
    }

    LocalCluster stores() {
        return stores;
    }

    SigningKey owner() {
        return owner;
    }

    Vertx vertx() {
        return vertx;
    }

    Path homes() {
        return homes;
    }

    /** Where members reach one another. */
    List<Integer> memberPorts() {
        return parts.stream().map(MemberPart::memberPort).toList();
    }

    /** Where devices may call. */
    List<URI> uris() {
        return members.stream().map(MemberProcess::uri).toList();
    }

    /** The members' database, read by somebody else. */
    CoordinatorDatabase.Source database() {
        ClusterAccess.Postgres access = stores.access().postgres();
        return () -> DriverManager.getConnection(access.jdbcUrl() + "?loginTimeout=2&socketTimeout=5", access.user(),
                access.password());
    }

    @Override
    public void close() throws IOException, LocalClusterException {
        members.forEach(MemberProcess::close);
        vertx.close().await();
        try (stores; network) {
            new WorkDirectory(homes).close();
        }
        deleteAll();
    }

    private void deleteAll() throws IOException {
        new WorkDirectory(directory).close();
    }
}
