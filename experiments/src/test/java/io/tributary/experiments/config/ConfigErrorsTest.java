package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.UserError;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigErrorsTest {
    @TempDir
    private Path folder;

    /** The message with the file's name alone, as if it lay in the working directory. */
    private String refusal(String text, String... overrides) {
        ConfigException refused = assertThrows(ConfigException.class, () -> Configs.parse(folder, text, overrides));
        return refused.getMessage().replace(folder + "/", "");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigErrorsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-values", "wrong-keys", "wrong-combinations"})
    void allMistakesOfAFileAreSaidAtOnceWithTheirPlaces(String name) throws IOException {
        assertEquals(resource(name + ".txt").strip(), refusal(resource(name + ".yaml")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    name: a\\nname: b            | experiment.yaml:2:1: the key 'name' is there twice, first in line 1
                    a: &x [1]\\nb: *x            | experiment.yaml:2:4: aliases (*name) are not allowed; write the value out
                    a: !!java.net.URL http://x   | experiment.yaml:1:4: tags (!name) are not allowed
                    a: [[[[[[[[1]]]]]]]]         | experiment.yaml:1:11: nested deeper than 8 levels
                    a: 1\\n---\\nb: 2            | experiment.yaml:3:1: a second document begins here; only one is allowed
                    '# nothing'                  | experiment.yaml:1:10: there is nothing in it
                    a: {                         | experiment.yaml:1:5: not YAML: expected the node content, but found '<stream end>'
                    - 1                          | experiment.yaml:1:1: expected the sections of an experiment (name, model, data, \
                    train, ...), found a list of 1
                    """)
    void whatIsNoPlainDocumentIsRefusedWithItsPlace(String text, String expected) {
        assertEquals(expected, refusal(text.replace("\\n", "\n")));
    }

    @Test
    void anAliasBombIsRefusedAtItsFirstAlias() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n";
        assertEquals("experiment.yaml:2:8: aliases (*name) are not allowed; write the value out", refusal(bomb));
    }

    @Test
    void aDeepNestingThatWouldOverflowTheStackIsRefused() {
        assertEquals("experiment.yaml:1:11: nested deeper than 8 levels", refusal("a: " + "[".repeat(30_000)));
    }

    @Test
    void aFileOfTooManyBytesIsNotReadToItsEnd() {
        assertEquals("experiment.yaml:1:1: larger than 65536 bytes; a config is far smaller",
                refusal("#" + "x".repeat(1 << 16)));
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xe4, '\n'});
        ConfigException refused = assertThrows(ConfigException.class, () -> ExperimentConfig.read(file, List.of()));
        assertEquals(file + ":1:1: not UTF-8", refused.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = Path.of("no", "such.yaml");
        ConfigException refused = assertThrows(ConfigException.class, () -> ExperimentConfig.read(missing, List.of()));
        assertEquals("no/such.yaml: there is no such file; examples are in examples/configs", refused.getMessage());
        assertInstanceOf(UserError.class, refused);
    }

    @Test
    void whatAUserWroteIsQuotedShortAndWithoutControlCharacters() {
        String message = refusal("name: \"" + "\\e[31m".repeat(100) + "\"\n");
        assertTrue(message.lines().allMatch(line -> line.length() < 200), message);
        assertTrue(message.chars().noneMatch(c -> c == 0x1b), message);
    }
}
