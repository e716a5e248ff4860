package io.tributary.loadtest.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules of the build that make a jar, as the root pom lists them.
 *
 * @param poms folder of a module to the text of its pom
 */
public record Modules(Map<String, String> poms) {
    /** The folder of the whole tree. Tests run in the folder of their module. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern NAME = Pattern.compile("<module\\.name>([^<]+)</module\\.name>");

    public static Modules read() throws IOException {
        Map<String, String> poms = new TreeMap<>();
        List<String> modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results()
                .map(found -> found.group(1)).toList();
        for (String module : modules) {
            String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
            if (!pom.contains("<packaging>pom</packaging>")) {
                poms.put(module, pom);
            }
        }
        return new Modules(poms);
    }

    /** Folders of main sources; a module need not have one. */
    public List<Path> mainSources() {
        return poms.keySet().stream().map(Modules::mainSources).filter(Files::isDirectory).toList();
    }

    private static Path mainSources(String module) {
        return ROOT.resolve(module).resolve("src/main/java");
    }

    /** The Automatic-Module-Name of a module's jar; empty if its pom gives none. */
    String name(String module) {
        Matcher name = NAME.matcher(poms.getOrDefault(module, ""));
        return name.find() ? name.group(1) : "";
    }

    /** Packages that have a class in the main sources of a module. */
    static Set<String> packages(String module) throws IOException {
        Path sources = mainSources(module);
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return new TreeSet<>(files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.')).toList());
        }
    }

    /** What a pattern finds in the root pom. */
    static Stream<MatchResult> inRootPom(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve("pom.xml"))).results();
    }
}
