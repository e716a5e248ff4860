package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Domain;
import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts every scalar that people and other readers of YAML take for something else at every key. The keys are those that the program itself
 * names: a key that does not exist is answered with all that do, so a new one is tested without being listed here. What a key wants is
 * what it says when it is given a section of nonsense.
 */
final class EveryKeyIsStrictTest {
    private static final Pattern ALLOWED =
            Pattern.compile("(?:^|: )(\\S*)nonsense: unknown key; allowed[^:]*: ([^;\\n]*)");
    @TempDir
    private Path folder;

    /** A config of each source, partition and kind of the catalogue, so that every section there is occurs. */
    private static List<ConfigTree> bases() {
        ConfigTree least = new ConfigTree().with("name", "strict").with("model.architecture", "linear")
                .with("data.source", "glyphs").with("data.devices", "12").with("train.rounds", "3")
                .with("train.optimizer.sgd.learningRate", "0.1").with("strategy.rule", "mean")
                .with("privacy.secureAggregation", "off").with("round.requires.cores", "1").with("update.bound", "64")
                .with("expect.accuracy", "'>= 0.1'").with("export.tensorboard", "true").with("seed", "1");
        List<ConfigTree> all = new ArrayList<>(List.of(least, least.with("data.source", "idx").with("data.path", "x"),
                least.with("data.source", "images").with("data.path", "x"),
                least.with("data.source", "table").with("data.path", "x").with("data.columns",
                        "[{ name: a, kind: numeric, mean: 0, deviation: 1 }, { name: b, kind: label, values: [0, 1], classes: [n, y] }]"),
                least.with("data.source", "sound").with("data.path", "x").with("data.rate", "8000")
                        .with("data.seconds", "1").with("data.names", "'{class}_{take}.wav'"),
                least.with("data.source", "arrays").with("data.path", "x"),
                least.with("data.source", "zips").with("data.path", "x"),
                least.with("data.source", "text").with("data.path", "x"),
                least.without("model.architecture").with("model.layers", "[flatten, dense(10)]"),
                least.without("model.architecture").with("model.layers", "[flatten, dense(10)]")
                        .with("model.start", "none.f32"),
                least.without("model.architecture").with("model.layout", "[{ name: line, shape: [2] }]")
                        .with("model.input", "[1]").with("model.classes", "2").with("data.source", "own"),
                least.with("data.partition.shards", "2"), least.with("data.partition.dirichlet", "0.5")));
        for (Family<?> family : Catalogue.families()) {
            family.kinds().forEach(kind -> all.add(choosing(least, family, kind)));
        }
        return all;
    }

    /** With the settings of a kind, each at a key of its own. */
    private static ConfigTree choosing(ConfigTree base, Family<?> family, Kind<?> kind) {
        String path = family.path();
        if (kind.settings().isEmpty()) {
            return base.with(path, kind.name());
        }
        boolean inPlace = path.endsWith("." + kind.name());
        String own = inPlace || kind.bare() ? path : path + "." + kind.name();
        ConfigTree chosen = path.equals("train.optimizer") ? base.without(path) : base;
        for (var setting : kind.settings()) {
            String value = switch (setting.domain()) {
                case Domain.Whole(int low, int _) -> String.valueOf(low);
                case Domain.Above(double _, double high) -> String.valueOf(high);
                case Domain.Below(double low, double _) -> String.valueOf(low);
                case Domain.Between(double low, double high) -> Domain.plain((low + high) / 2);
                case Domain.Truth() -> "true";
                case Domain.Word(List<String> words) -> words.getFirst();
                case Domain.Names() -> "[dense1]";
                case Domain.Part(Family<?> parts) -> parts.names().getFirst();
            };
            chosen = chosen.with(inPlace && kind.bare() ? path : own + "." + setting.name(), value);
        }
        return chosen;
    }

    /** What the program says of a config: its mistakes, or nothing. Whatever else it throws, the test fails with. */
    private String said(ConfigTree config, String... overrides) {
        try {
            Configs.parse(folder, config.text(), overrides);
            return "";
        } catch (ConfigException mistakes) {
            return String.valueOf(mistakes.getMessage());
        } catch (IOException | RuntimeException fault) {
            throw new AssertionError(config.text() + String.join(" ", overrides), fault);
        }
    }

    /** Every key that the program knows of in the sections of a config, with what it says it expects. */
    private Map<String, String> expectations(ConfigTree base) {
        Set<String> keys = new LinkedHashSet<>();
        List<String> sections = new ArrayList<>(List.of(""));
        base.forEach((path, section) -> {
            if (section) {
                sections.add(path + ".");
            }
        });
        for (String section : sections) {
            Matcher allowed = ALLOWED.matcher(said(base.with(section + "nonsense", "1")));
            while (allowed.find()) {
                for (String key : allowed.group(2).split(", ", -1)) {
                    keys.add(section + key.strip());
                }
            }
        }
        Map<String, String> expected = new LinkedHashMap<>();
        for (String key : keys) {
            Matcher wants = Pattern.compile(Pattern.quote(key) + ": expected (.*), found").matcher(
                    said(base.with(key, "[[nonsense]]")));
            if (wants.find()) {
                expected.put(key, wants.group(1));
            }
        }
        return expected;
    }

    private static final List<String> NEVER_A_NUMBER = List.of("yes", "on", "no", "off", "true", "y", "n", "8x8", "[8]",
            "[8, 8, 8]", "{}", "[]", "''", "' '", "~", "null", "", "0x10", "0o17", "010", "00", "0b1", "1_000", "1:30",
            ".inf", "-.inf", ".nan", ".NaN", "NaN", "Infinity", "1e999", "-1e999", "--1", "1.2.3", "1,5", "\u0661",
            "1\u00a0",
            "5%", "9".repeat(500), "-" + "9".repeat(500), "x".repeat(5000), "\"\\u0000\"", "\"\\e[31m\"", "2026-11-29");
    private static final List<String> NEVER_WHOLE = List.of("1e3", "1.0", "1.", ".5", "-1e0", "'5'", "\"5\"",
            "9223372036854775808", "-9223372036854775809");
    private static final List<String> NEVER_A_TRUTH =
            List.of("yes", "Yes", "YES", "no", "on", "On", "off", "y", "n", "True",
                    "TRUE", "False", "0", "1", "'true'", "\"false\"", "t", "", "~", "[true]", "{}", "''");
    private static final List<String> NEVER_A_WORD =
            List.of("yes", "no", "true", "0", "''", "~", "[]", "{}", "nonsense",
                    "[mean]", "x".repeat(5000), ".inf");
    private static final List<String> NEVER_A_SECTION =
            List.of("yes", "0", "''", "~", "[8]", "text", "1e3", "", ".nan");

    /** What must be refused, by what a key says that it expects. */
    private static List<String> bad(String expected) {
        List<String> bad = new ArrayList<>();
        if (expected.startsWith("a whole number")) {
            bad.addAll(NEVER_A_NUMBER);
            bad.addAll(NEVER_WHOLE);
            bad.removeIf(value -> expected.contains("or a list of") && value.startsWith("[8"));
        } else if (expected.startsWith("a number")) {
            bad.addAll(NEVER_A_NUMBER);
        } else if (expected.startsWith("true or false")) {
            bad.addAll(NEVER_A_TRUTH);
        } else if (expected.startsWith("one of") || expected.equals("all")
                || expected.startsWith("a plug-in of")) {
            bad.addAll(NEVER_A_WORD);
        } else if (expected.startsWith("a section")) {
            bad.addAll(NEVER_A_SECTION);
        } else if (expected.startsWith("a duration") || expected.startsWith("a size")
                || expected.startsWith("a comparison")) {
            bad.addAll(NEVER_A_NUMBER);
            bad.addAll(List.of("0", "1", "-1s", "1e3s", "0x1s", "1 s", "999999999999s", "99999999GiB", "1GB",
                    "'>= 1e3'", "'>= .inf'", "'= 1'"));
        } else if (expected.startsWith("a list of")) {
            bad.addAll(List.of("yes", "0", "5", "''", "~", "", "text", "{}", "[[]]", "[~]", "[{}]", "[[8]]"));
            if (expected.contains("whole number")) {
                bad.addAll(List.of("[yes]", "[8x8]", "[010]", "[1e3]", "[0]", "['5']", "[1, 2, x]", "[.inf]",
                        "[99999999999999999999]"));
            }
        } else if (expected.startsWith("a side")) {
            bad.addAll(NEVER_A_NUMBER);
            bad.addAll(NEVER_WHOLE);
            bad.addAll(List.of("0", "-1", "4097", "8192", "[4097, 1]", "[8, 0]", "[8, x]"));
        } else if (expected.startsWith("a name") || expected.startsWith("a path")) {
            bad.addAll(List.of("~", "''", "", "[]", "{}", "[a]", "\"\\u0000\"", "true", "yes", ".inf"));
        } else if (expected.startsWith("an address")) {
            bad.addAll(List.of("yes", "5000", "''", "~", "", "[]", "{}", "localhost:5000", "ftp://127.0.0.1", "http://",
                    "'http://a b'", "/path"));
        } else {
            throw new AssertionError("no bad values are known for what is expected: " + expected);
        }
        return bad;
    }

    @Test
    void whatIsNotMeantIsRefusedAtEveryKeyInItsLine() {
        Set<String> seen = new LinkedHashSet<>();
        for (ConfigTree base : bases()) {
            expectations(base).forEach((key, expected) -> {
                if (seen.add(key + " " + expected)) {
                    bad(expected).forEach(value -> refused(base, key, value));
                }
            });
        }
        assertTrue(seen.size() > 90, seen.size() + " keys: " + seen);
    }

    private void refused(ConfigTree base, String key, String value) {
        ConfigTree bad = base.with(key, value);
        String said = said(bad);
        String where = "experiment.yaml:" + bad.line(key) + ":";
        boolean named = said.lines().anyMatch(line -> line.contains(where) && line.contains(key)
                && (line.contains("expected") || line.contains("needs settings")));
        boolean nothing = value.isEmpty() && said.contains(key);
        assertTrue(named || nothing,
                () -> key + ": " + value + " was not refused by its line and key: " + said + "\n" + bad.text());
        assertTrue(said.lines().allMatch(line -> line.length() < 700), said);
        if (!value.isEmpty() && value.length() < 4000) {
            String set = said(base, key + "=" + value);
            assertTrue(set.contains(key), () -> "--set " + key + "=" + value + " was not refused by its key: " + set);
        }
    }

    /** Values at the ends of what a key allows are refused in words or work; they never break the program. */
    @Test
    void theLargestAndSmallestOfEveryKeyBreakNothing() {
        Pattern range = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\.\\.(-?\\d+(?:\\.\\d+)?)");
        for (ConfigTree base : bases()) {
            expectations(base).forEach((key, expected) -> {
                Matcher ends = range.matcher(expected);
                if (ends.find()) {
                    boolean list = expected.startsWith("a list");
                    for (String end : List.of(ends.group(1), ends.group(2))) {
                        assertDoesNotThrow(() -> said(base.with(key, list ? "[" + end + "]" : end)));
                    }
                }
            });
        }
    }

    @Test
    void aBadItemOfAListIsNamed() {
        ConfigTree base = bases().getFirst().with("model.architecture", "mlp");
        String said = said(base.with("model.hidden", "[8, 0, x]"));
        assertTrue(said.contains("model.hidden[1]: expected a whole number 1..65536, found 0"), said);
    }

    @Test
    void aComparisonCanBeSetWithoutMoreQuotes() throws Exception {
        assertFalse(Configs.parse(folder, Configs.SOUND, "expect.accuracy=>= 0.5").expect().isEmpty());
        assertThrows(ConfigException.class, () -> Configs.parse(folder, Configs.SOUND, "expect.accuracy=>"));
    }
}
