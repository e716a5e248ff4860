package io.tributary.cli;

import io.tributary.cli.server.ConfiguredCoordinator;
import io.tributary.cli.server.CoordinatorConfig;
import io.tributary.cli.server.OwnerKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A coordinator by its config, in this JVM, with the owner's key and a small experiment of two devices beside it. */
final class ProductWorld implements AutoCloseable {
    static final String EXPERIMENT = """
            name: small-pair
            model: { architecture: linear }
            data: { source: glyphs, devices: 2, examples: 20, testExamples: 20 }
            train: { rounds: 2, batchSize: 10, optimizer: { sgd: { learningRate: 0.01 } } }
            round: { close: all, deadline: 60s, selection: 60s }
            seed: 3
            """;
    final Path folder;
    final Path experiment;
    final Path config;
    private ConfiguredCoordinator coordinator;

    private ProductWorld(Path folder) throws Exception {
        this.folder = folder;
        OwnerKeys.make(folder.resolve("owner"));
        this.experiment = Files.writeString(folder.resolve("small-pair.yaml"), EXPERIMENT);
        this.config = Files.writeString(folder.resolve("coordinator.yaml"), """
                directory: %1$s/coordinator
                listen: { host: 127.0.0.1, port: 0 }
                tls: off
                owners: [%1$s/owner/owner.pub]
                evaluate: %1$s/small-pair.yaml
                """.formatted(folder));
        this.coordinator = launch();
    }

    static ProductWorld in(Path folder) throws Exception {
        return new ProductWorld(folder);
    }

    private ConfiguredCoordinator launch() throws Exception {
        return ConfiguredCoordinator.start(CoordinatorConfig.read(config, List.of()), _ -> {});
    }

    /** Ends the coordinator and starts another in the same directory. */
    void restart() throws Exception {
        coordinator.close();
        coordinator = launch();
    }

    /** Ends the coordinator, has its directory changed, and starts another in it. */
    void restartAfter(Change change) throws Exception {
        coordinator.close();
        change.make(folder.resolve("coordinator"));
        coordinator = launch();
    }

    /** What is done to the directory of a coordinator that does not run. */
    interface Change {
        void make(Path directory) throws Exception;
    }

    /** Ends the coordinator. */
    void end() throws IOException {
        coordinator.close();
    }

    /** Starts another in the same directory, at the address of the one that has ended. */
    void begin() throws Exception {
        coordinator = ConfiguredCoordinator
                .start(CoordinatorConfig.read(config, List.of("listen.port=" + coordinator.uri().getPort())), _ -> {});
    }

    URI uri() {
        return coordinator.uri();
    }

    /** An operator's console. */
    Console admin() {
        return new Console().with("TRIBUTARY_COORDINATOR", coordinator.uri()).with("TRIBUTARY_TOKEN_FILE",
                folder.resolve("coordinator/admin.token"));
    }

    Path trust() {
        return folder.resolve("coordinator/trust");
    }

    Path ownerKey() {
        return folder.resolve("owner/owner.key");
    }

    /** A device's command line: its place, then more. */
    Object[] device(int index, Object... more) {
        List<Object> words = new ArrayList<>(List.of("device", "--coordinator", coordinator.uri(), "--trust", trust(),
                "--name", "d" + index, "--index", index, "--directory", folder.resolve("d" + index), "--once"));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    /** One that has a token and its part of the experiment. */
    Object[] deviceWithToken(int index) {
        admin().ok("tokens", "create", "--out", folder.resolve("tokens-" + index));
        return device(index, "--data", experiment, "--token-file", folder.resolve("tokens-" + index + "/token-1"));
    }

    /** Starts a run of the experiment; its id. */
    String startRun(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("runs", "start", experiment, "--owner-key", ownerKey(), "--json"));
        words.addAll(Arrays.asList(more));
        return admin().ok(words.toArray()).replaceAll("(?s).*\"run\":\"([^\"]+)\".*", "$1");
    }

    @Override
    public void close() throws IOException {
        coordinator.close();
    }
}
