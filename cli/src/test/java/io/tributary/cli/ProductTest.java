package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a coordinator of their own, beside devices that run in the background. */
abstract class ProductTest {
    @TempDir
    Path folder;
    ProductWorld world;
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() throws Exception {
        world = ProductWorld.in(folder);
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        world.close();
        threads.close();
    }

    /** Runs a command that must go well; what it said. */
    Future<String> background(Object... words) {
        return CompletableFuture.supplyAsync(() -> new Console().ok(words), threads);
    }

    /** Runs a command that must be refused; what it complained about. */
    Future<String> failing(Object... words) {
        return CompletableFuture.supplyAsync(() -> new Console().fails(2, words), threads);
    }

    /** A run as operators see it. */
    JsonNode show(String run) throws Exception {
        return new JsonMapper().readTree(world.admin().ok("runs", "show", run, "--json"));
    }

    /** Copies a tree, but for what is left out by its path in the tree. */
    static void copy(Path from, Path to, Predicate<Path> without) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !without.test(from.relativize(each))).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
