package io.tributary.coordinator.metrics;

import io.tributary.coordinator.run.RunController;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a coordinator can do its work, part by part: each store that a round writes to is written to, the disk has room, and the run
 * under way is alive. A run that is dead does not make the coordinator unready, because others may be played. Thread-safe; blocks.
 */
public final class Readiness {
    private static final String OK = "ok";
    private static final String PROBE = "probe";
    private static final int BYTES = 64 * 1024;
    private static final long LEAST_FREE_BYTES = 64L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, WriteProbe> stores = new LinkedHashMap<>();
    private final Path directory;
    private final Runs runs;

    /**
     * The stores that rounds write to.
     *
     * @param directory of the coordinator; the room of its disk is looked at if it is there
     */
    public Readiness(RunStore database, ObjectStore objects, KeyStore keys, Path directory, Runs runs,
            InstantSource durations) {
        stores.put("database", new WriteProbe(() -> database.probe(durations.instant()), durations, PATIENCE));
        stores.put("objects", new WriteProbe(() -> write(objects), durations, PATIENCE));
        stores.put("keys", new WriteProbe(() -> write(keys), durations, PATIENCE));
        this.directory = directory;
        this.runs = runs;
    }

    private static void write(ObjectStore objects) {
        try (ObjectWriter object = objects.write(PROBE)) {
            object.append(ByteBuffer.allocate(BYTES));
            object.commit();
        }
        objects.delete(PROBE);
    }

    private static void write(KeyStore keys) {
        keys.putIfAbsent(PROBE, new byte[1]);
        keys.destroy(PROBE);
    }

    /** What is known of each part. */
    public record Report(Map<String, String> parts) {
        private static final String RUN = "run";

        /** Copies the map. */
        public Report {
            parts = new LinkedHashMap<>(parts);
        }

        /** Whether everything that a round needs takes writes. */
        public boolean isReady() {
            return parts.entrySet().stream().allMatch(part -> part.getKey().equals(RUN) || part.getValue().equals(OK));
        }

        /** The parts that are not well, by name. */
        public String wrong() {
            return parts.entrySet().stream().filter(part -> !part.getKey().equals(RUN) && !part.getValue().equals(OK))
                    .map(part -> part.getKey() + ": " + part.getValue()).collect(Collectors.joining("; "));
        }
    }

    /** Looks at every part. */
    public Report look() {
        Map<String, String> parts = new LinkedHashMap<>();
        stores.forEach((name, probe) -> parts.put(name, probe.broken().orElse(OK)));
        room().ifPresent(room -> parts.put("disk", room));
        parts.put(Report.RUN, run());
        return new Report(parts);
    }

    private Optional<String> room() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return Optional.of(free >= LEAST_FREE_BYTES ? OK : "less than " + LEAST_FREE_BYTES + " bytes are free");
        } catch (IOException unknown) {
            throw new StoreException("looking how much of the disk of " + directory + " is free", unknown);
        }
    }

    /** Anybody may read this, so that it names no run. */
    private String run() {
        return runs.active().stream().map(RunController::view).map(Readiness::words).findFirst().orElse("none");
    }

    private static String words(RunView run) {
        return run.status() == RunView.Status.ACTIVE ? "played, round " + run.round() + " is " + run.state().code()
                : run.status().code() + ": it is not played any more";
    }
}
