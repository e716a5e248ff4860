package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingLeftBehindTest {
    @TempDir
    private Path folder;

    @Test
    void anExperimentLeavesNoThreadAndNoTemporaryFile() throws Exception {
        SmallExperiment.run(Files.createDirectory(folder.resolve("warm-up")), false);
        Set<String> threads = threads();
        Set<String> files = temporaryFiles();
        SmallExperiment.run(Files.createDirectory(folder.resolve("again")), false);
        Set<String> more = threads();
        more.removeAll(threads);
        assertEquals(Set.of(), more, "threads that are new after a second run");
        Set<String> moreFiles = temporaryFiles();
        moreFiles.removeAll(files);
        assertEquals(Set.of(), moreFiles, "temporary files that are new after a second run");
    }

    /** Platform threads by name, but for those of shared pools of the JVM, which come and go. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool") && !name.startsWith("HttpClient-")
                        && !name.startsWith("globalEventExecutor") && !name.startsWith("Virtual")
                        && !name.startsWith("process reaper"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> temporaryFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("tributary") || name.startsWith("vertx")
                            || name.startsWith("sqlite")
                            || name.startsWith("hazelcast"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
