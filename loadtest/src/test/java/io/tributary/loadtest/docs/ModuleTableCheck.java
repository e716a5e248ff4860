package io.tributary.loadtest.docs;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of modules says of each what its pom says: what it may use, and the level of Java. */
final class ModuleTableCheck implements PageCheck {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| \\[([\\w-]+)]\\([^)]*\\) \\| [^|]+ \\| ([^|]+) \\| (\\d+) \\|$");
    private static final Pattern USED = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern OURS = Pattern.compile("<artifactId>tributary-([\\w-]+)</artifactId>");
    private static final Pattern RELEASE = Pattern.compile("<maven.compiler.release>(\\d+)<");

    @Override
    public Stream<String> falsehoods(Page page) {
        if (!page.text().contains("| may use |")) {
            return Stream.empty();
        }
        Map<String, String> poms = poms();
        List<MatchResult> rows = ROW.matcher(page.text()).results().toList();
        Set<String> told = rows.stream().map(row -> row.group(1)).collect(Collectors.toSet());
        return Stream.concat(rows.stream().flatMap(row -> wrong(row, poms)),
                poms.keySet().stream().filter(Predicate.not(told::contains)).filter(module -> !module.contains("/"))
                        .filter(module -> !poms.get(module).contains("<packaging>pom<"))
                        .map(module -> "leaves out the module " + module));
    }

    private static Stream<String> wrong(MatchResult row, Map<String, String> poms) {
        String module = row.group(1);
        String pom = poms.get(module);
        if (pom == null) {
            return Stream.of("names the module " + module);
        }
        Set<String> used = used(pom);
        Set<String> told = switch (row.group(2)) {
            case "nothing of ours" -> Set.of();
            case "all" -> used;
            default -> new TreeSet<>(Arrays.asList(row.group(2).split(", ")));
        };
        return Stream.of(used.equals(told) ? "" : module + " uses " + used + ", not " + told,
                pom.contains("<maven.compiler.release>" + row.group(3)) ? ""
                        : module + " is compiled for " + RELEASE.matcher(pom).results().map(found -> found.group(1))
                                .toList())
                .filter(why -> !why.isEmpty());
    }

    private static Set<String> used(String pom) {
        return USED.matcher(pom).results().map(found -> found.group(1)).filter(text -> !text.contains("<scope>test"))
                .flatMap(text -> OURS.matcher(text).results()).map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> poms() {
        try {
            return new TreeMap<>(Modules.read().poms());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
