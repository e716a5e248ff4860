package io.tributary.loadtest.extension;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A toy extension of one kind. Its folder in the test resources holds {@code edits.txt}, new files below {@code new/}, and a class
 * {@code KindCheck} below {@code check/} that tries it.
 *
 * @param kind as CONTRIBUTING has it
 * @param edits of files that are there
 * @param added new files, relative to the root of the tree, with their text
 * @param check file that tries it
 */
record Toy(String kind, List<Edit> edits, Map<String, String> added, Path check) {
    private static final Path TOYS = Path.of("src/test/resources/io/tributary/loadtest/extension");

    static List<Toy> all() throws IOException {
        try (Stream<Path> folders = Files.list(TOYS)) {
            return folders.filter(Files::isDirectory).sorted().map(Toy::unchecked).toList();
        }
    }

    private static Toy unchecked(Path folder) {
        try {
            return read(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Toy read(Path folder) throws IOException {
        Map<String, String> added = new TreeMap<>();
        Path news = folder.resolve("new");
        if (Files.isDirectory(news)) {
            try (Stream<Path> files = Files.walk(news)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    added.put(news.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        Path check;
        try (Stream<Path> files = Files.list(folder.resolve("check"))) {
            check = files.findFirst().orElseThrow();
        }
        String kind = folder.getFileName().toString().replace('-', ' ');
        return new Toy(kind, Edit.read(Files.readAllLines(folder.resolve("edits.txt"))), added, check);
    }

    /** Main files that it touches, relative to the root of the tree. */
    Set<String> touched() {
        Set<String> touched = new TreeSet<>(added.keySet());
        edits.forEach(edit -> touched.add(edit.file()));
        return touched;
    }

    /** The same as CONTRIBUTING names them: {@code module/.../package/File.java}, and a folder for a new file. */
    Set<String> named() {
        Set<String> named = new TreeSet<>();
        for (String file : touched()) {
            String[] parts = file.split("/", -1);
            String place = parts[0] + "/.../" + parts[parts.length - 2] + "/";
            named.add(added.containsKey(file) ? place : place + parts[parts.length - 1]);
        }
        return named;
    }

    String checkClass() {
        return "io.tributary.extension." + check.getFileName().toString().replace(".java", "");
    }

    /** Applies it to a copy of the tree. */
    void apply(Path copy) throws IOException {
        for (Edit edit : edits) {
            Path file = copy.resolve(edit.file());
            if (!Files.exists(file)) {
                throw new AssertionError(kind + ": there is no " + edit.file() + " below " + Modules.ROOT);
            }
            Files.writeString(file, edit.apply(Files.readString(file)));
        }
        for (Map.Entry<String, String> file : added.entrySet()) {
            Path target = copy.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
