package io.tributary.loadtest.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.server.CoordinatorConfig;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pages say is held against the tree. Each kind of falsehood is a {@link PageCheck}, and for each there is a page in the
 * test resources that it must find false.
 */
class DocumentationTest {
    private static final Path ROOT = Modules.ROOT;
    private static final Path EXAMPLES = ROOT.resolve("examples/configs");
    private static final Path BROKEN = Path.of("src/test/resources/io/tributary/loadtest/docs/broken");
    /** In a broken page, after what is false: a part of what the check must say. */
    private static final Pattern EXPECTED = Pattern.compile("<!-- finds: (.+?) -->");
    private static final Pattern DESCRIPTION = Pattern.compile("(?s)<description>(.*?)</description>");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Map<String, PageCheck> CHECKS = new TreeMap<>();
    private static List<Path> pages = List.of();

    @BeforeAll
    static void look() throws IOException {
        Sources sources = Sources.read();
        pages = Sources.files(".md");
        assertTrue(pages.size() > 10 && sources.types().size() > 500, ROOT + " is not the root of the tree");
        CHECKS.put("names", new NamesCheck(sources));
        CHECKS.put("commands", new CommandsCheck(sources));
        CHECKS.put("keys", keys());
        CHECKS.put("capabilities", new CapabilitiesCheck());
        CHECKS.put("words", new WordsCheck());
        CHECKS.put("links", new LinksCheck());
        CHECKS.put("readme", new ModuleReadmeCheck(sources));
        CHECKS.put("modules", new ModuleTableCheck());
        CHECKS.put("snippets", new SnippetsCheck(sources));
    }

    private static KeysCheck keys() throws IOException {
        Path coordinator = EXAMPLES.resolve("coordinator.yaml");
        Path member = EXAMPLES.resolve("member.yaml");
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return new KeysCheck(
                    files.filter(file -> file.toString().endsWith(".yaml") && !file.equals(coordinator)
                            && !file.equals(member))
                            .sorted()
                            .map(file -> new ConfigSchema(ExperimentConfig::read, file)).toList(),
                    new ConfigSchema(CoordinatorConfig::read, coordinator));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"names", "commands", "keys", "capabilities", "words", "links", "modules", "snippets"})
    void everyPageIsTrue(String kind) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : pages) {
            CHECKS.get(kind).falsehoods(Page.of(file)).map(why -> ROOT.relativize(file) + " " + why)
                    .forEach(found::add);
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void everyModuleHasAPage() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : Modules.read().poms().keySet()) {
            Path readme = ROOT.resolve(module).resolve("README.md");
            assertTrue(Files.exists(readme), readme::toString);
            CHECKS.get("readme").falsehoods(Page.of(readme)).map(why -> module + "/README.md " + why)
                    .forEach(found::add);
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void noPomAndNoPackageClaimsWhatIsPlanned() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path pom : Sources.files("pom.xml")) {
            found.addAll(claims(pom, DESCRIPTION));
        }
        for (Path info : Sources.files("package-info.java")) {
            found.addAll(claims(info, COMMENT));
        }
        assertEquals("", String.join("\n", found));
    }

    private static List<String> claims(Path file, Pattern said) throws IOException {
        return said.matcher(Files.readString(file)).results().map(text -> new Page(file, text.group(1)))
                .flatMap(CHECKS.get("capabilities")::falsehoods).map(why -> ROOT.relativize(file) + " " + why).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"names", "commands", "keys", "capabilities", "words", "links", "readme", "modules", "snippets"})
    void theCheckFindsABrokenPage(String kind) throws IOException {
        Page broken = Page.of(BROKEN.resolve(kind + ".md"));
        List<String> expected = EXPECTED.matcher(broken.text()).results().map(found -> found.group(1)).toList();
        List<String> found = CHECKS.get(kind).falsehoods(broken).toList();
        assertTrue(!expected.isEmpty());
        for (String each : expected) {
            assertTrue(found.stream().anyMatch(why -> why.contains(each)), () -> each + " is not in " + found);
        }
        assertEquals(expected.size(), found.size(), found::toString);
    }
}
