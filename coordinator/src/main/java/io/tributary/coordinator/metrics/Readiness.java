package io.tributary.coordinator.metrics;

import io.tributary.coordinator.run.ActiveRun;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether a coordinator can do its work, part by part: each store that a round writes to is written to, the files of its directory are
 * where they were, the disk has room, and the run under way is alive. A run that is dead does not make the coordinator unready, because
 * others may be played. Thread-safe; blocks.
 */
public final class Readiness {
    private static final String OK = StoreProbes.OK;
    private static final String PROBE = "probe";
    private static final int BYTES = 64 * 1024;
    private static final long LEAST_FREE_BYTES = 64L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final StoreProbes stores;
    private final Place place;
    private final Runs runs;

    /**
     * The stores that rounds write to.
     *
     * @param place in which they lie
     */
    public Readiness(RunStore database, ObjectStore objects, KeyStore keys, Place place, Runs runs,
            InstantSource durations) {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("database", () -> database.probe(durations.instant()));
        writes.put("objects", () -> write(objects));
        writes.put("keys", () -> write(keys));
        this.stores = new StoreProbes(writes, durations, PATIENCE);
        this.place = place;
        this.runs = runs;
    }

    /**
     * Where the stores lie.
     *
     * @param directory of the coordinator; the room of its disk is looked at if it is there
     * @param lost which of its files are not where they were, a phrase each
     */
    public record Place(Path directory, Supplier<List<String>> lost) {}

    private static void write(ObjectStore objects) {
        try (ObjectWriter object = objects.write(PROBE)) {
            object.append(ByteBuffer.allocate(BYTES));
            object.commit();
        }
        objects.delete(PROBE);
    }

    private static void write(KeyStore keys) {
        keys.putIfAbsent(KeyStore.PROBE, new byte[1]);
        keys.destroy(KeyStore.PROBE);
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

    /** Looks at every part; at the files first, because a write mends one of them. */
    public Report look() {
        List<String> lost = place.lost().get();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.putAll(stores.look());
        parts.put("files", lost.isEmpty() ? OK : String.join(", ", lost));
        room().ifPresent(room -> parts.put("disk", room));
        parts.put(Report.RUN, run());
        return new Report(parts);
    }

    /** Looks at the files alone, so that the log says what is lost though nobody asks. */
    public void watch() {
        var _ = place.lost().get();
    }

    private Optional<String> room() {
        if (!Files.isDirectory(place.directory())) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(place.directory()).getUsableSpace();
            return Optional.of(free >= LEAST_FREE_BYTES ? OK : "less than " + LEAST_FREE_BYTES + " bytes are free");
        } catch (IOException unknown) {
            throw new StoreException("looking how much of the disk of " + place.directory() + " is free", unknown);
        }
    }

    /** Anybody may read this, so that it names no run. */
    private String run() {
        return runs.active().stream().map(ActiveRun::view).map(Readiness::words).findFirst().orElse("none");
    }

    private static String words(RunView run) {
        return run.status() == RunView.Status.ACTIVE ? "played, round " + run.round() + " is " + run.state().code()
                : run.status().code() + ": it is not played any more";
    }
}
