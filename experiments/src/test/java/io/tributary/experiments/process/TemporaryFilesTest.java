package io.tributary.experiments.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TemporaryFilesTest {
    @TempDir
    private Path folder;

    /** Loads a native library; then ends at once, or as a program does. */
    public static final class Loading {
        private Loading() {}

        /** Takes the directory and how to end. */
        public static void main(String[] args) throws Exception {
            TemporaryFiles.ofOwnProcess();
            TemporaryFiles.below(Path.of(args[0]));
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
            if (args[1].equals("killed")) {
                Runtime.getRuntime().halt(137);
            }
        }
    }

    private Path state() {
        return folder.resolve("state");
    }

    private int play(String end) throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        List<String> said = new CopyOnWriteArrayList<>();
        try (SiblingJvm jvm =
                SiblingJvm.start(new SiblingLaunch("loading", Loading.class, List.of(state().toString(), end),
                        List.of("-Djava.io.tmpdir=" + shared), said::add, said::add))) {
            int code = jvm.exit().get(1, TimeUnit.MINUTES);
            try (Stream<Path> left = Files.list(shared)) {
                assertEquals(List.of(), left.toList(), "nothing is put where all users put their files");
            }
            return code;
        }
    }

    private long processes() throws Exception {
        try (Stream<Path> listed = Files.list(state().resolve(TemporaryFiles.NAME))) {
            return listed.count();
        }
    }

    @Test
    void whatAKillLeavesIsSweptByTheNextStartAndAnEndLeavesNothing() throws Exception {
        assertEquals(137, play("killed"));
        assertEquals(137, play("killed"));
        assertEquals(1, processes(), "of the last one alone");
        Files.createFile(state().resolve("kept"));
        assertEquals(0, play("ended"));
        assertFalse(Files.exists(state().resolve(TemporaryFiles.NAME)));
        assertTrue(Files.exists(state().resolve("kept")));
    }

    @Test
    void aProcessThatIsNotTheProgramsOwnIsLeftAlone() throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        TemporaryFiles.below(state());
        assertEquals(before, System.getProperty("java.io.tmpdir"));
        assertFalse(Files.exists(state()));
    }
}
