package io.tributary.loadtest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code .ci/repeat N --seeded} plays what carries its tag: whatever draws from the seed of the build does, and nothing else. */
class SeededTagTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String SEED = "Long.getLong(\"test." + "seed\"";
    private static final String TAG = "@Tag(\"" + "seeded\")";

    /** A source of tests in a module. */
    private record Source(Path module, String name, String text) {
        static Source of(Path file) {
            try {
                return new Source(ROOT.relativize(file).getName(0), file.getFileName().toString().replace(".java", ""),
                        Files.readString(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        boolean isTest() {
            return name.endsWith("Test");
        }

        boolean readsTheSeed() {
            return text.contains(SEED);
        }

        /** Whether it calls this source of its module. */
        boolean calls(Source other) {
            return module.equals(other.module)
                    && Pattern.compile("\\b" + other.name + "\\.\\w+\\(").matcher(text).find();
        }
    }

    private static List<Source> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/test/"))
                    .map(Source::of).sorted(Comparator.comparing(Source::name)).toList();
        }
    }

    @Test
    void whatDrawsFromTheSeedOfTheBuildAndNothingElseCarriesTheTag() throws IOException {
        List<Source> sources = sources();
        List<Source> generators = sources.stream().filter(source -> source.readsTheSeed() && !source.isTest()).toList();
        List<String> draws = sources.stream().filter(Source::isTest)
                .filter(test -> test.readsTheSeed() || generators.stream().anyMatch(test::calls)).map(Source::name)
                .toList();
        List<String> tagged =
                sources.stream().filter(source -> source.text().contains(TAG)).map(Source::name).toList();
        assertTrue(draws.size() > 20, () -> ROOT + " is not the root of the tree: " + draws);
        assertEquals(draws, tagged, "these tests draw from test.seed, and these carry " + TAG);
    }
}
