package io.tributary.loadtest.extension;

import io.tributary.loadtest.architecture.Modules;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A copy of the main sources with all toys in it, compiled.
 *
 * @param folder of the copy
 */
record ExtendedTree(Path folder) {
    /** What the sources of the product need; benches and faults are none of it. */
    private static final List<String> MODULES =
            List.of("protocol", "learning", "learning-djl", "secure-agg", "client-sdk",
                    "aggregation", "coordinator", "operator-client", "experiments");
    /** The suite that every store of round keys passes, and what it calls. */
    private static final List<String> SUITE =
            List.of("coordinator/src/test/java/io/tributary/coordinator/store/KeyStoreContract.java",
                    "coordinator/src/test/java/io/tributary/coordinator/store/Race.java");
    private static final String SOURCES = "src/main/java";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static ExtendedTree compile(Path folder, List<Toy> toys) throws IOException {
        ExtendedTree tree = new ExtendedTree(folder);
        for (String module : MODULES) {
            tree.copy(module);
        }
        for (Toy toy : toys) {
            toy.apply(folder);
        }
        List<Path> sources = new ArrayList<>(tree.sources());
        SUITE.forEach(file -> sources.add(Modules.ROOT.resolve(file)));
        toys.forEach(toy -> sources.add(toy.check().toAbsolutePath()));
        sources.add(Path.of("src/test/resources/io/tributary/loadtest/extension/Toys.java").toAbsolutePath());
        tree.compile(sources);
        return tree;
    }

    private void copy(String module) throws IOException {
        Path from = Modules.ROOT.resolve(module).resolve(SOURCES);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Path to = folder.resolve(module).resolve(SOURCES).resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private void compile(List<Path> sources) throws IOException {
        Files.createDirectories(classes());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            List<String> options = List.of("-proc:none", "-nowarn", "-parameters", "-d", classes().toString(), "-cp",
                    String.join(File.pathSeparator, libraries()));
            if (!compiler.getTask(said, files, null, options, null, units).call()) {
                throw new AssertionError("the tree with the toys does not compile:\n" + said);
            }
        }
    }

    /** The class path of this test. */
    private static List<String> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1)).toList();
    }

    /**
     * Runs the checks of the toys in a JVM of their own, whose classes are those of the copy: in this one, what is held for all of
     * the JVM, such as database drivers, would be that of whichever class loader came first.
     *
     * @return how each check went, by its class
     */
    Map<String, String> check(List<Toy> toys) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Modules.ROOT.resolve(".mvn/jvm-flags"), "@" + Modules.ROOT.resolve(".mvn/jvm-flags-25"),
                        "-cp",
                        classes() + File.pathSeparator + String.join(File.pathSeparator, libraries()),
                        "io.tributary.extension.Toys"));
        toys.forEach(toy -> command.add(toy.checkClass()));
        Path said = folder.resolve("checks.txt");
        Process checks = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            if (!checks.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || checks.exitValue() != 0) {
                throw new AssertionError("the checks did not end well:\n" + Files.readString(said));
            }
        } finally {
            checks.destroyForcibly();
        }
        return Files.readAllLines(said).stream().map(line -> line.split(" ", 3))
                .filter(words -> words.length == 3 && words[0].equals("check"))
                .collect(Collectors.toMap(words -> words[1], words -> words[2]));
    }
}
