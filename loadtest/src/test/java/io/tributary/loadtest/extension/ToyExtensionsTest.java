package io.tributary.loadtest.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** To extend Tributary by one thing takes at most four files, and CONTRIBUTING names them. */
class ToyExtensionsTest {
    private static final int MOST_FILES = 4;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z ]+) \\| (`[^|]+`) \\|");
    private static final Pattern FILE = Pattern.compile("`([^`]+)`");
    @TempDir
    private static Path folder;
    private static Map<String, String> outcomes = Map.of();

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        outcomes = ExtendedTree.compile(folder, Toy.all()).check(Toy.all());
    }

    static List<String> kinds() throws IOException {
        return Toy.all().stream().map(Toy::kind).toList();
    }

    private static Toy toy(String kind) throws IOException {
        return Toy.all().stream().filter(toy -> toy.kind().equals(kind)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theToyWorks(String kind) throws IOException {
        assertEquals("passed", outcomes.get(toy(kind).checkClass()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theToyTouchesFewFiles(String kind) throws IOException {
        Set<String> touched = toy(kind).touched();
        assertTrue(touched.size() <= MOST_FILES, touched::toString);
    }

    @Test
    void contributingNamesTheFiles() throws IOException {
        String page = Files.readString(Modules.ROOT.resolve("CONTRIBUTING.md"));
        Set<String> told = ROW.matcher(page).results().filter(row -> row.group(2).contains("/.../"))
                .map(row -> row.group(1) + ": " + FILE.matcher(row.group(2)).results().map(file -> file.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Toy.all().stream().map(toy -> toy.kind() + ": " + new TreeSet<>(toy.named()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", there), String.join("\n", told));
    }

    @Test
    void everyKindHasAToy() throws IOException {
        assertEquals(
                new TreeSet<>(Arrays.asList("architecture", "client method", "codec", "data source", "eligibility rule",
                        "endpoint", "rule", "server optimizer", "store")),
                new TreeSet<>(kinds()));
    }

    @Test
    void anEditOfWhatIsGoneIsFound() {
        Edit edit = Edit.read(List.of("file A.java", "-int gone;", "+\\0", "+int more;")).getFirst();
        assertEquals("x int gone;\nint more; y", edit.apply("x int gone; y"));
        assertThrows(AssertionError.class, () -> edit.apply("x"));
    }
}
