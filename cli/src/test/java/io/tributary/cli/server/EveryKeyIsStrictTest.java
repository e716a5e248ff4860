package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of a coordinator's config, as the program itself names them, is given what is never meant by it. */
final class EveryKeyIsStrictTest {
    private static final Pattern ALLOWED = Pattern.compile("nonsense: unknown key; allowed[^:]*: ([^;\\n]*)");
    private static final List<String> SECTIONS = List.of("", "listen.", "tls.", "limits.", "runs.",
            "runs.quota.", "oidc.");
    /** No key means any of these. */
    private static final List<String> NEVER =
            List.of("yes", "true", "no", "~", "''", "[]", "{q: 1}", "[[8]]", ".inf", ".nan",
                    "\"\\u0000\"", "[yes]", "[~]", "1e999");
    /** Words of some keys and no number. */
    private static final List<String> NEVER_A_NUMBER =
            List.of("-1", "8x8", "[8]", "0x10", "010", "1_000", "1e3", "1.0", "'5'",
                    "9".repeat(400), "x".repeat(3000));

    @TempDir
    private Path folder;

    private String full() throws IOException {
        return Files.readString(Path.of("../examples/configs/coordinator.yaml")).lines()
                .map(line -> line.replaceFirst("^( *)# ([a-zA-Z]+: [^.].*)$", "$1$2"))
                .reduce("", (a, b) -> a + b + "\n");
    }

    private String said(String text, String... overrides) throws IOException {
        try {
            CoordinatorConfig.read(Files.writeString(folder.resolve("c.yaml"), text), List.of(overrides));
            return "";
        } catch (ConfigException mistakes) {
            return String.valueOf(mistakes.getMessage());
        }
    }

    private List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        for (String section : SECTIONS) {
            Matcher allowed = ALLOWED.matcher(said(full(), section + "nonsense=1"));
            assertTrue(allowed.find(), section);
            for (String key : allowed.group(1).split(", ", -1)) {
                keys.add(section + key);
            }
        }
        return keys;
    }

    @Test
    void whatIsNotMeantIsRefusedAtEveryKey() throws IOException {
        List<String> keys = keys();
        assertTrue(keys.size() >= 20, keys.toString());
        for (String key : keys) {
            for (String value : NEVER) {
                refused(key, value);
            }
            if (said(full(), key + "=[[nonsense]]").contains("whole number")) {
                for (String value : NEVER_A_NUMBER) {
                    refused(key, value);
                }
            }
        }
    }

    private void refused(String key, String value) throws IOException {
        String said = said(full(), key + "=" + value);
        assertTrue(said.contains(key) && said.contains("--set"), () -> key + "=" + value + ": " + said);
    }

    @Test
    void theLineOfTheFileIsNamed() throws IOException {
        String said = said(full().replaceAll("(?m)^enrolment: tokens.*$", "enrolment: yes"));
        assertTrue(said.matches("(?s).*c\\.yaml:\\d+:\\d+: enrolment: expected one of tokens, open, found yes.*"),
                said);
    }
}
