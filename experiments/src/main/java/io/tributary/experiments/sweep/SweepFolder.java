package io.tributary.experiments.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.report.ReportFolder;
import io.tributary.experiments.sweep.Grid.Cell;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** The folder of a sweep: its config as it was read, {@code sweep.json} with its runs, and a folder a run. Locked while it is open. */
final class SweepFolder implements AutoCloseable {
    private static final String RUNS = "sweep.json";
    private static final String CONFIG = "config.yaml";
    private static final long MOST_BYTES = 16L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;
    private final Written written;
    private final DirectoryLock lock;

    /** The form of {@code sweep.json}. */
    record Written(List<Cell> runs, List<String> options) {
        /** Copies the lists. */
        Written {
            runs = List.copyOf(runs);
            options = List.copyOf(options);
        }
    }

    private SweepFolder(Path path, Written written, DirectoryLock lock) {
        this.path = path;
        this.written = written;
        this.lock = lock;
    }

    static SweepFolder begin(SweepRequest request) throws IOException, ConfigException, SweepException {
        ConfigText config = ConfigText.read(request.config(), request.overrides());
        List<Cell> cells = Grid.of(request, config);
        if (request.out().filter(out -> Files.exists(out.resolve(RUNS))).isPresent()) {
            throw new SweepException(
                    request.out().get() + " has a sweep already; give another folder, or go on with it: "
                            + "./tributary sweep --resume " + request.out().get());
        }
        Path out = ReportFolder.make(request.out(), config.settings().getOrDefault("name", "sweep") + "-sweep",
                LocalDateTime.now(ZoneId.systemDefault()));
        DirectoryLock lock = lock(out);
        Written written = new Written(cells, request.options());
        DurableFile.replace(out.resolve(CONFIG), config.text().getBytes(StandardCharsets.UTF_8));
        DurableFile.replace(out.resolve(RUNS), JSON.writeValueAsBytes(written));
        return new SweepFolder(out, written, lock);
    }

    static SweepFolder resume(Path out) throws IOException, SweepException {
        Path file = out.resolve(RUNS);
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw new SweepException(
                    out + " has no sweep: no " + RUNS + "; give the folder that ./tributary sweep wrote");
        }
        try {
            return new SweepFolder(out, JSON.readValue(file.toFile(), Written.class), lock(out));
        } catch (JsonProcessingException malformed) {
            throw new SweepException(file + " is damaged: " + malformed.getOriginalMessage() + "; start anew");
        }
    }

    private static DirectoryLock lock(Path out) throws IOException, SweepException {
        return DirectoryLock.tryTake(out)
                .orElseThrow(() -> new SweepException(out + " is in use by another sweep; wait for it, or stop it"));
    }

    Path path() {
        return path;
    }

    Path config() {
        return path.resolve(CONFIG);
    }

    List<Cell> runs() {
        return written.runs();
    }

    List<String> options() {
        return written.options();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
