package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy of yesterday is put in the place of a coordinator while its devices are ahead: why they refuse stands where operators look. */
@Timeout(180)
class YesterdaysCopyTest {
    @TempDir
    private Path folder;
    private ProductWorld world;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !from.relativize(each).startsWith("keys")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void replace(Path directory, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(copy, directory);
    }

    private String playARound(List<Object[]> devices) throws Exception {
        String run = world.startRun("--set", "train.rounds=1");
        List<Future<String>> said = devices.stream()
                .<Future<String>>map(
                        words -> CompletableFuture.supplyAsync(() -> new Console().ok(words), threads))
                .toList();
        for (Future<String> each : said) {
            each.get();
        }
        return run;
    }

    private List<Object[]> enrolled() {
        return Stream.of(0, 1).map(index -> world.device(index, "--data", world.experiment)).toList();
    }

    @Test
    void theRunIsPausedWithTheReasonThatDevicesGive() throws Exception {
        playARound(List.of(world.deviceWithToken(0), world.deviceWithToken(1)));
        Path yesterday = folder.resolve("yesterday");
        world.restartAfter(directory -> copy(directory, yesterday));
        playARound(enrolled());
        world.restartAfter(directory -> replace(directory, yesterday));

        String run = world.startRun("--set", "train.rounds=20", "--set", "round.maxAbandoned=2");
        enrolled().forEach(words -> threads.execute(() -> new Console().run(words)));
        String said = world.admin().fails(1, "runs", "watch", run);
        assertTrue(said.contains("bad-lineage"), said);
        JsonNode shown = new JsonMapper().readTree(world.admin().ok("runs", "show", run, "--json"));
        assertEquals("paused", shown.path("status").asText());
        assertTrue(shown.path("failure").asText().contains(" declined, bad-lineage"), shown::toString);
        assertEquals(2, shown.path("history").size(), "no round was burnt after that");
    }
}
