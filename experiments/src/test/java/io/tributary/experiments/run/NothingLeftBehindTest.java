package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM and a temporary folder of its own: in the common one, other processes come and go. */
@Timeout(300)
class NothingLeftBehindTest {
    @TempDir
    private Path folder;

    /** Runs an experiment twice, and says what is new after the second run. */
    public static final class Twice {
        private Twice() {}

        /** The program; its argument is a folder. */
        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            SmallExperiment.run(Files.createDirectory(folder.resolve("warm-up")), false);
            Set<String> threads = threads();
            Set<String> files = temporaryFiles();
            SmallExperiment.run(Files.createDirectory(folder.resolve("again")), false);
            Set<String> moreThreads = threads();
            moreThreads.removeAll(threads);
            Set<String> moreFiles = temporaryFiles();
            moreFiles.removeAll(files);
            System.out.println("new threads: " + moreThreads);
            System.out.println("new files: " + moreFiles);
        }
    }

    @Test
    void anExperimentLeavesNoThreadAndNoTemporaryFile() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        List<String> said = new CopyOnWriteArrayList<>();
        try (SiblingJvm jvm = SiblingJvm.start(new SiblingLaunch("twice", Twice.class, List.of(folder.toString()),
                List.of("-Djava.io.tmpdir=" + temporary), said::add, said::add))) {
            assertEquals(0, jvm.exit().get(5, TimeUnit.MINUTES), said::toString);
        }
        assertEquals(List.of("new threads: []", "new files: []"),
                said.stream().filter(line -> line.startsWith("new ")).toList());
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
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
