package io.tributary.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A checkout of which only the launcher is real, with its search for a JDK: Maven, JDKs and modules are stand-ins. The Maven logs each build to
 * {@code builds}, and with {@code pause} in the folder waits, once started, until that file is gone. The java prints what it
 * was given. So is what makes the caches of classes: it logs each time to {@code trainings}, waits for {@code pause} too, and is asked for
 * only without the variable {@code TRIBUTARY_AOT}, which is {@code off} at first.
 */
final class Checkout {
    private static final List<String> MODULES =
            List.of("protocol", "learning", "learning-djl", "secure-agg", "client-sdk", "aggregation",
                    "coordinator", "operator-client", "experiments", "cli");
    /** All that a plain system is sure to have; flock is not. */
    private static final List<String> TOOLS =
            List.of("bash", "env", "sed", "awk", "cut", "cat", "find", "mkdir", "mv", "rm", "touch", "nice", "sh",
                    "sleep", "tail", "grep", "dirname", "readlink");

    final Path root;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    /** One outcome of the launcher. */
    record Ended(int code, String out, String err) {}

    private Checkout(Path root, Path bin) {
        this.root = root;
        this.bin = bin;
    }

    /** A fresh one; {@code flock} says whether the system has that command. */
    static Checkout in(Path folder, boolean flock) throws IOException {
        Checkout checkout = new Checkout(Files.createDirectories(folder.resolve("tree")).toRealPath(),
                Files.createDirectories(folder.resolve("bin")));
        Files.copy(Path.of("..", "tributary"), checkout.root.resolve("tributary"));
        Path jdk = Files.createDirectories(checkout.root.resolve(".mvn")).resolve("jdk.sh");
        Files.copy(Path.of("..", ".mvn", "jdk.sh"), jdk);
        Files.writeString(checkout.root.resolve("pom.xml"), "<project/>");
        Files.writeString(Files.createDirectories(checkout.root.resolve("bom")).resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(checkout.root.resolve(module).resolve("src/main"));
            Files.writeString(checkout.root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        for (String tool : TOOLS) {
            checkout.link(tool);
        }
        if (flock) {
            checkout.link("flock");
        }
        checkout.maven();
        checkout.training();
        checkout.with("TRIBUTARY_AOT", "off");
        checkout.environment.put("TRIBUTARY_JAVA_HOME", checkout.jdk("jdk", "25.0.1").toString());
        return checkout;
    }

    private void link(String tool) throws IOException {
        for (String folder : List.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                Files.createSymbolicLink(bin.resolve(tool), Path.of(folder, tool));
                return;
            }
        }
        throw new IOException("this system has no " + tool);
    }

    private void maven() throws IOException {
        script(bin.resolve("mvn"),
                """
                        echo "build with $JAVA_HOME" >>%1$s/builds
                        while [ -e %1$s/pause ]; do sleep 0.1; done
                        if [ -e %1$s/fail ]; then echo "[ERROR] no such symbol"; exit 1; fi
                        mkdir -p %1$s/cli/target %1$s/coordinator/target
                        touch %1$s/cli/target/tributary-cli-1.2.jar %1$s/coordinator/target/tributary-coordinator-1.2.jar
                        printf %%s "%1$s/coordinator/target/tributary-coordinator-1.2.jar" >%1$s/cli/target/classpath.txt
                        """
                        .formatted(root));
    }

    private void training() throws IOException {
        script(root.resolve(".mvn/train"), """
                echo "train $@" >>%1$s/trainings
                while [ -e %1$s/pause ]; do sleep 0.1; done
                if [ -e %1$s/fail ]; then exit 1; fi
                mkdir -p "$3"
                for kind in run coordinator command; do echo "$kind" >"$3/$kind.aot"; done
                """.formatted(root));
    }

    /** A JDK of some version that prints its arguments and environment. */
    Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(root.resolveSibling(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "exit 0\n");
        script(home.resolve("bin/java"), """
                echo "java of %s"
                for argument; do echo "argument $argument"; done
                echo "GLIBC_TUNABLES=$GLIBC_TUNABLES OPT_OUT_TRACKING=$OPT_OUT_TRACKING"
                echo "LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LANG=$LANG"
                exit 42
                """.formatted(home));
        return home;
    }

    private static void script(Path file, String content) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Checkout without(String variable) {
        environment.remove(variable);
        return this;
    }

    Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.getParent().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", root.resolveSibling("home").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    Process start(String... arguments) throws IOException {
        return start(root.resolve("tributary"), arguments);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    static Ended end(Process process) throws IOException, InterruptedException {
        String out = read(process.getInputStream());
        String err = read(process.getErrorStream());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("the launcher does not end");
        }
        return new Ended(process.exitValue(), out, err);
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    int builds() throws IOException {
        return lines("builds");
    }

    int trainings() throws IOException {
        return lines("trainings");
    }

    private int lines(String file) throws IOException {
        Path log = root.resolve(file);
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    /** Changes a source so that it is newer than anything built. */
    void edit(String file) throws IOException {
        Files.writeString(root.resolve(file), "changed");
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
    }
}
