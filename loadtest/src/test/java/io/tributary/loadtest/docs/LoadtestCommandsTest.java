package io.tributary.loadtest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is built or started for a question or a mistake. */
@Timeout(60)
@DisplayName("A command of loadtest")
class LoadtestCommandsTest {
    private record Said(int status, List<String> out, List<String> err) {}

    private static Said said(String line) throws Exception {
        List<String> command = new ArrayList<>(List.of(line.split(" ")));
        Path err = Files.createTempFile("loadtest", ".err");
        try {
            Process process = new ProcessBuilder(command).directory(Modules.ROOT.toFile()).redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            List<String> out = process.inputReader().lines().toList();
            return new Said(process.waitFor(), out, Files.readAllLines(err));
        } finally {
            Files.delete(err);
        }
    }

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String folder : List.of("loadtest", "loadtest/peers")) {
            try (Stream<Path> files = Files.list(Modules.ROOT.resolve(folder))) {
                files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .forEach(file -> commands.add(folder + "/" + file.getFileName()));
            }
        }
        return commands;
    }

    @Test
    void isThere() throws IOException {
        assertTrue(commands().containsAll(List.of("loadtest/bench", "loadtest/faults", "loadtest/poison",
                "loadtest/start", "loadtest/launch", "loadtest/peers/torch")), () -> "found without these");
    }

    private static void assertUsage(String name, String line) throws Exception {
        Said said = said(line);
        assertEquals(0, said.status(), said::toString);
        assertEquals(List.of(), said.err());
        assertTrue(said.out().stream().anyMatch(usage -> usage.startsWith("  " + name)), said::toString);
        assertTrue(said.out().stream().noneMatch(usage -> usage.startsWith("set ")), said::toString);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysHowItIsUsed(String command) throws Exception {
        assertUsage(command, command + " --help");
        assertUsage(command, command + " -h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loadtest/bench round --help", "loadtest/bench codec -h", "loadtest/bench run --help",
        "loadtest/faults kills --help", "loadtest/faults damage --help", "loadtest/poison x.yaml --help"})
    void saysItWhereverItIsAsked(String line) throws Exception {
        assertUsage(line.substring(0, line.indexOf(' ')), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loadtest/bench", "loadtest/bench nothing", "loadtest/bench round",
        "loadtest/bench round x 3",
        "loadtest/bench round 1000 -3", "loadtest/bench round 99999999999 3", "loadtest/bench device 1 2",
        "loadtest/bench members 1000 3 2 x", "loadtest/bench aggregate 3 1000 1 mode",
        "loadtest/bench out-of-core 3 1000", "loadtest/bench codec [", "loadtest/bench day 1.5",
        "loadtest/bench repeat 3 4", "loadtest/bench run nowhere.yaml", "loadtest/bench report (",
        "loadtest/faults", "loadtest/faults nothing", "loadtest/faults k", "loadtest/faults kills x",
        "loadtest/faults kills 1 2 3 4 5", "loadtest/faults damage 1", "loadtest/faults tensors 5 1 9",
        "loadtest/poison", "loadtest/start x", "loadtest/start 1 nowhere", "loadtest/start 1 2 3", "loadtest/launch",
        "loadtest/launch -x", "loadtest/peers/torch x", "loadtest/peers/trackers x", "loadtest/peers/torchscript x"})
    void saysInOneLineWhatIsWrong(String line) throws Exception {
        Said said = said(line);
        assertEquals(2, said.status(), said::toString);
        assertEquals(List.of(), said.out());
        assertEquals(1, said.err().size(), said::toString);
        assertTrue(said.err().getFirst().endsWith("; --help says more"), said::toString);
    }
}
