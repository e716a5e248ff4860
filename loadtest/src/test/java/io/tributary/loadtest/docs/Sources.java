package io.tributary.loadtest.docs;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the tree has to be named.
 *
 * @param files Java files by full name, nested types under the name of their file
 * @param types simple names of all types
 * @param constants names of enum constants and static fields
 */
record Sources(Map<String, String> files, Set<String> types, Set<String> constants) {
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");
    private static final Pattern CONSTANT = Pattern.compile("\\b([A-Z][A-Z0-9_]+)\\b");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    static Sources read() throws IOException {
        Map<String, String> files = new HashMap<>();
        Set<String> types = new TreeSet<>();
        Set<String> constants = new TreeSet<>();
        for (Path file : files(".java")) {
            String text = Files.readString(file);
            String simple = file.getFileName().toString().replace(".java", "");
            PACKAGE.matcher(text).results().findFirst()
                    .ifPresent(found -> files.merge(found.group(1) + "." + simple, text, String::concat));
            TYPE.matcher(text).results().forEach(found -> types.add(found.group(1)));
            CONSTANT.matcher(text).results().forEach(found -> constants.add(found.group(1)));
        }
        return new Sources(files, types, constants);
    }

    /** Files of the tree, without what builds and runs leave behind, and without the pages that are false on purpose. */
    static List<Path> files(String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(Modules.ROOT)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> Stream.of("/target/", "/out/", "/.", "/broken/", "/test/resources/")
                            .noneMatch(Modules.ROOT.relativize(file).toString().transform("/"::concat)::contains))
                    .toList();
        }
    }

    /** Whether there is a class of this name, such as {@code ExactSum}, {@code sum.ExactSum} or {@code Node.Scalar}. */
    boolean hasType(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!name.contains(".")) {
            return types.contains(last);
        }
        String outer = name.replaceFirst("\\.([A-Z]\\w*)\\..*", ".$1");
        return types.contains(last) && (files.keySet().stream().anyMatch(file -> ends(file, name))
                || files.entrySet().stream().anyMatch(file -> ends(file.getKey(), outer)
                        && file.getValue().contains(" " + last))
                || (Character.isUpperCase(name.charAt(0))
                        && types.contains(name.substring(0, name.indexOf('.')))));
    }

    /** Whether a class, nested ones included, says a word: a method, a field, a constant. */
    boolean says(String type, String word) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        Pattern declared = Pattern.compile("\\b(?:class|record|interface|enum)\\s+" + name + "\\b");
        Pattern said = Pattern.compile("\\b" + word + "\\b");
        return files.values().stream().filter(text -> declared.matcher(text).find())
                .anyMatch(text -> said.matcher(text).find());
    }

    /** Whether a package below {@code io.tributary} has a class. */
    boolean hasPackage(String name) {
        return files.keySet().stream().anyMatch(file -> file.startsWith("io.tributary." + name + "."));
    }

    private static boolean ends(String file, String name) {
        return file.endsWith("." + name);
    }
}
