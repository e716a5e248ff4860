package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A copy of yesterday is put in the place of a coordinator while its devices are ahead: why they refuse stands where operators look. */
@Timeout(180)
class YesterdaysCopyTest extends ProductTest {
    private static void copy(Path from, Path to) throws IOException {
        copy(from, to, file -> file.startsWith("keys"));
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
        List<Future<String>> said = devices.stream().map(this::background).toList();
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
        JsonNode shown = show(run);
        assertEquals("paused", shown.path("status").asText());
        assertTrue(shown.path("failure").asText().contains(" declined, bad-lineage"), shown::toString);
        assertEquals(2, shown.path("history").size(), "no round was burnt after that");
    }
}
