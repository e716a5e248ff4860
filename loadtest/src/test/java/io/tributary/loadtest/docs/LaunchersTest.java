package io.tributary.loadtest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a coordinator is started: it ends when it is out of memory, and somebody starts it again with files enough. */
@Timeout(60)
class LaunchersTest {
    private static final Path ROOT = Modules.ROOT;
    private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";
    private static final Pattern START = Pattern.compile("(?m)^exec .*\"\\$\\{jvm_flags\\[@]}\".*$");

    @TempDir
    Path folder;

    private static List<String> lines(String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        return lines;
    }

    private static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    @Test
    void theArchivesCommandEndsACoordinatorThatIsOutOfMemoryAndNoOtherCommand() throws Exception {
        Path command = copy("distribution/src/bin/tributary", folder.resolve("bin/tributary"));
        try (Stream<Path> files = Files.list(ROOT.resolve(".mvn"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(".mvn/" + file.getFileName(), folder.resolve("jvm").resolve(file.getFileName()));
            }
        }
        Path java = folder.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        runnable(java);
        assertTrue(lines(command.toString(), "coordinator", "--config", "x").contains(EXIT));
        assertTrue(!lines(command.toString(), "run", "x").contains(EXIT));
    }

    private static Path copy(String from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return runnable(Files.copy(ROOT.resolve(from), to));
    }

    private static Path runnable(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theLauncherOfACheckoutHasTheSameFlags() throws Exception {
        assertTrue(lines("bash", "-c",
                "program=test; . .mvn/jdk.sh; prepare_jvm .mvn coordinator; printf '%s\\n' \"${jvm_flags[@]}\"")
                .contains(EXIT));
        for (String launcher : List.of("tributary", "distribution/src/bin/tributary")) {
            assertTrue(text(launcher).contains("/.mvn\" \"${1:-}\"") || text(launcher).contains("/jvm\" \"${1:-}\""),
                    launcher + " tells prepare_jvm which command it starts");
            assertTrue(START.matcher(text(launcher)).find(), launcher + " gives these flags to Java");
        }
    }

    @Test
    void theUnitStartsItAgainAndLetsItOpenFilesEnough() throws Exception {
        List<String> unit = text("distribution/src/systemd/tributary-coordinator.service").lines().toList();
        assertTrue(unit.contains("Restart=always"), "a coordinator that ended is started again");
        assertTrue(
                unit.stream().anyMatch(line -> line.startsWith("ExecStart=/opt/tributary/bin/tributary coordinator ")),
                "by the command that ends it when it is out of memory");
        int files = unit.stream().filter(line -> line.startsWith("LimitNOFILE="))
                .mapToInt(line -> Integer.parseInt(line.substring("LimitNOFILE=".length()))).findFirst().orElse(0);
        assertTrue(files >= 65_536, "LimitNOFILE=" + files);
    }
}
