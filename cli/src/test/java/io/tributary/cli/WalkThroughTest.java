package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.protocol.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's two terminals, line by line, each in a JVM of its own; only the port is another, a free one. */
@Timeout(300)
class WalkThroughTest {
    private static final String PORT = "8443";
    private static final String PROGRAM = "./tributary ";
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    @TempDir
    private Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Process> started = new ArrayList<>();
    private String port = PORT;

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** The indented lines of the section. */
    private static List<String> lines() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int begin = readme.indexOf("## Two terminals");
        String section = readme.substring(begin, readme.indexOf("\n## ", begin));
        return section.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
    }

    private void prepare() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(free.getLocalPort());
        }
        Path configs = Files.createDirectories(folder.resolve("examples/configs"));
        try (Stream<Path> files = Files.list(ROOT.resolve("examples/configs"))) {
            for (Path file : files.toList()) {
                Files.writeString(configs.resolve(file.getFileName()), Files.readString(file).replace(PORT, port));
            }
        }
    }

    private Process start(String line) throws IOException {
        List<String> words = Arrays.asList(line.substring(PROGRAM.length()).split(" +", -1));
        SiblingLaunch launch =
                new SiblingLaunch("walk", Tributary.class, words, List.of("-Xmx512m"), _ -> {}, _ -> {});
        ProcessBuilder builder = new ProcessBuilder(launch.command()).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String ended(Process process, String line, int expected) throws Exception {
        String said;
        try (BufferedReader reader = process.inputReader()) {
            said = String.join("\n", reader.lines().toList());
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), line);
        assertEquals(expected, process.exitValue(), () -> line + "\n" + said);
        return said;
    }

    /** Reads until the coordinator says where it is; what it says later is read at its end. */
    private Process listening(String line) throws IOException {
        Process process = start(line);
        BufferedReader reader = process.inputReader();
        List<String> said = new ArrayList<>();
        for (String heard = reader.readLine(); heard != null; heard = reader.readLine()) {
            said.add(heard);
            if (heard.startsWith("listening on https://localhost:" + port)) {
                return process;
            }
        }
        throw new AssertionError(line + " ended: " + said);
    }

    @Test
    void itsLinesWorkAsWrittenAndTheCoordinatorGoesOnWhereItWas() throws Exception {
        assertTrue(lines().size() <= 15, () -> "a walk-through is short");
        prepare();
        String coordinatorLine = "";
        Process coordinator = null;
        List<Process> devices = new ArrayList<>();
        String pulled = "";
        for (String written : lines()) {
            String line = written.replace(PORT, port);
            if (line.startsWith("export ")) {
                Arrays.stream(line.substring("export ".length()).split(" ", -1)).map(set -> set.split("=", 2))
                        .forEach(set -> variables.put(set[0], set[1]));
            } else if (line.startsWith(PROGRAM + "coordinator ")) {
                coordinatorLine = line;
                coordinator = listening(line);
            } else if (line.endsWith(" &")) {
                devices.add(start(line.substring(0, line.length() - 2)));
            } else {
                pulled = ended(start(line), line, 0);
            }
        }
        assertEquals(2, devices.size());
        String sha256 = Sha256.of(Files.readAllBytes(folder.resolve("out/model/parameters.f32"))).hex();
        assertTrue(pulled.contains(sha256), pulled);
        for (Process device : devices) {
            String said = ended(device, "device", 0);
            assertTrue(said.contains("model 'pair' version 3, sha256 " + sha256), said);
        }
        assertTrue(coordinator != null && coordinator.toHandle().destroy());
        ended(coordinator, coordinatorLine, 0);
        theSameAgain(coordinatorLine);
    }

    /** After SIGTERM: what was there is there. */
    private void theSameAgain(String coordinatorLine) throws Exception {
        Process again = listening(coordinatorLine);
        String list = PROGRAM + "models list";
        assertTrue(ended(start(list), list, 0).contains("pair   3"));
        String proof = PROGRAM + "runs proof latest 3 d1 --trust out/coordinator/trust";
        String proved = ended(start(proof), proof, 0);
        assertTrue(proved.contains("of 2 that version 3 of model pair was made of") && proved.contains("verified: "),
                proved);
        String none = PROGRAM + "runs proof latest 3 nobody --trust out/coordinator/trust";
        assertTrue(ended(start(none), none, 2).contains("not-found"));
        assertTrue(again.toHandle().destroy());
        ended(again, coordinatorLine, 0);
    }

    @Test
    void ctrlCEndsTheCoordinatorInOrderWith130() throws Exception {
        Interrupts.assumeHeard();
        prepare();
        for (String written : lines()) {
            String line = written.replace(PORT, port);
            if (line.startsWith(PROGRAM + "coordinator ")) {
                Process coordinator = listening(line);
                long pid = coordinator.pid();
                assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor());
                assertTrue(ended(coordinator, line, 130).contains("ending: what is being written is finished first"));
                return;
            }
            ended(start(line), line, 0);
        }
        throw new AssertionError("the walk-through starts no coordinator");
    }
}
