package io.tributary.loadtest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages rot where they name something: a test, a file. What is named must be there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    /** In backticks, such as {@code I1_*} or {@code TamperedUpdateTest}. */
    private static final Pattern TEST = Pattern.compile("`((?:[A-Z]\\w*(?:Test|Contract))|(?:I\\d+_\\*))`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static List<Path> pages = List.of();
    private static Set<String> classes = Set.of();

    @BeforeAll
    static void look() throws IOException {
        pages = files(".md");
        classes = files(".java").stream().map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertTrue(pages.size() > 10 && classes.size() > 500, ROOT + " is not the root of the tree");
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> Stream.of("/target/", "/out/", "/.").noneMatch(file.toString()::contains)).toList();
        }
    }

    @Test
    void everyTestThatAPageNamesIsThere() throws IOException {
        assertEquals(List.of(), missing(TEST, (_, name) -> classes.contains(name)
                || (name.endsWith("*")
                        && classes.stream().anyMatch(there -> there.startsWith(name.replace("*", ""))))));
    }

    @Test
    void everyFileThatAPageLinksToIsThere() throws IOException {
        assertEquals(List.of(), missing(LINK,
                (page, link) -> link.contains(":") || Files.exists(page.resolveSibling(link))));
    }

    @FunctionalInterface
    private interface Known {
        boolean test(Path page, String name);
    }

    private static List<String> missing(Pattern named, Known known) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages) {
            named.matcher(Files.readString(page)).results().map(found -> found.group(1)).distinct()
                    .filter(name -> !known.test(page, name))
                    .forEach(name -> missing.add(ROOT.relativize(page) + " names " + name));
        }
        return missing;
    }
}
