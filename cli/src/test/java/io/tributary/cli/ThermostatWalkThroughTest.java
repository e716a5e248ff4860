package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.server.ConfiguredCoordinator;
import io.tributary.cli.server.CoordinatorConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the thermostat's README, in their order. What {@code ./tributary} is told is told in this JVM; the thermostats are started from
 * their sources, each in a JVM of its own. Ports and folders are others.
 */
@Timeout(300)
class ThermostatWalkThroughTest {
    private static final String PROGRAM = "./tributary ";
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    @TempDir
    private Path folder;
    private final Console console = new Console();
    private final List<Process> devices = new ArrayList<>();
    private String address = "";

    @AfterEach
    void endAll() {
        devices.forEach(Process::destroyForcibly);
    }

    private static List<String> lines() throws IOException {
        String readme = Files.readString(ROOT.resolve("examples/thermostat/README.md"));
        return readme.substring(readme.indexOf("## Against a coordinator")).lines()
                .filter(line -> line.startsWith("    ")).map(String::strip).toList();
    }

    /** A word of a line, with this test's folders and address. */
    private String word(String written) {
        String word = written.replace("https://localhost:8443", address).replace("$(cat cli/target/classpath.txt)",
                System.getProperty("java.class.path"));
        return word.startsWith("out/") ? folder.resolve(word).toString()
                : word.startsWith("examples/") ? ROOT.resolve(word).toString() : word;
    }

    private String[] words(String line) {
        return Arrays.stream(line.split(" (?![^$]*\\))", -1)).map(text -> word(text.replace("\"", "")))
                .toArray(String[]::new);
    }

    private ConfiguredCoordinator coordinator(String line) throws Exception {
        Path config = Path.of(words(line)[3]);
        Path here = Files.writeString(folder.resolve("coordinator.yaml"), Files.readString(config)
                .replace("out/", folder + "/out/").replace("port: 8443", "port: 0").replaceAll("(?m)^evaluate:.*", ""));
        return ConfiguredCoordinator.start(CoordinatorConfig.read(here, List.of()), _ -> {});
    }

    private void device(String line) throws IOException {
        String[] words = words(line.substring(0, line.length() - " &".length()));
        words[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        devices.add(new ProcessBuilder(words).redirectErrorStream(true).start());
    }

    private static String ended(Process device) throws Exception {
        try (BufferedReader reader = device.inputReader()) {
            String said = String.join("\n", reader.lines().toList());
            assertTrue(device.waitFor(1, TimeUnit.MINUTES), said);
            assertEquals(0, device.exitValue(), said);
            return said;
        }
    }

    private String perform(String line) throws Exception {
        if (line.startsWith("export ")) {
            Arrays.stream(line.substring("export ".length()).split(" ", -1)).map(set -> set.split("=", 2))
                    .forEach(set -> console.with(set[0], word(set[1])));
            return "";
        }
        if (line.endsWith(" &")) {
            device(line);
            return "";
        }
        return console.ok((Object[]) words(line.substring(PROGRAM.length())));
    }

    @Test
    void itsLinesWorkAsWritten() throws Exception {
        List<String> lines = lines();
        int starts = lines.indexOf(PROGRAM + "coordinator --config examples/configs/coordinator.yaml");
        for (String line : lines.subList(0, starts)) {
            perform(line);
        }
        try (ConfiguredCoordinator coordinator = coordinator(lines.get(starts))) {
            address = coordinator.uri().toString();
            String said = "";
            for (String line : lines.subList(starts + 1, lines.size())) {
                said = perform(line);
            }
            assertTrue(said.contains("thermostat"), said);
            assertEquals(2 * Float.BYTES, Files.size(folder.resolve("out/model/parameters.f32")));
            assertEquals(2, devices.size());
            String mild = ended(devices.get(0));
            assertTrue(mild.matches("(?s).*cooling = (1\\.9|2\\.0)\\d* \\* colder \\+ (0\\.9|1\\.0)\\d*"), mild);
            assertEquals(mild.lines().toList().getLast(), ended(devices.get(1)).lines().toList().getLast());
        }
    }
}
