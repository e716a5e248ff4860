package io.tributary.experiments.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where coordinator and devices of one experiment keep their state: beside the report, and gone with the experiment. */
public record WorkDirectory(Path path) implements AutoCloseable {
    /** A new folder in {@code out}. */
    public static WorkDirectory in(Path out) throws IOException {
        return new WorkDirectory(Files.createTempDirectory(out, ".work-"));
    }

    /** A new folder among the temporary files of this process. */
    public static WorkDirectory temporary() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
