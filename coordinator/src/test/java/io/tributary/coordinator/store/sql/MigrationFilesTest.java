package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each migration says which programs may go on beside it, and one that says older ones may only adds (decision 0020). */
class MigrationFilesTest {
    private static final int FIRST_THAT_SAYS = 5;
    private static final Pattern NAME = Pattern.compile("V([0-9]+)__[a-z_]+[.]sql");
    private static final Pattern ROW = Pattern
            .compile("insert into schema_compatibility \\(version, readable_by\\) values \\((\\d+), (\\d+)\\)");
    private static final List<String> ADDING = List.of("create table .*", "create (unique )?index .*",
            "alter table \\w+ add column (?!.*\\bnot null\\b(?!.*\\bdefault\\b)).*(?<!unique)", ROW.pattern());

    static List<Path> files() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>();
        for (String location : List.of("/db/migration", "/db/next", "/db/contract")) {
            URL directory = Objects.requireNonNull(MigrationFilesTest.class.getResource(location));
            try (Stream<Path> there = Files.list(Path.of(directory.toURI()))) {
                there.filter(file -> version(file) > 1).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static int version(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertTrue(name.matches(), file.toString());
        return Integer.parseInt(name.group(1));
    }

    private static List<String> statements(String text) {
        String bare = text.replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return Arrays.stream(bare.split(";")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private static boolean onlyAdds(String statement) {
        return ADDING.stream().anyMatch(statement::matches);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMigrationSaysWhoMayWorkBesideItAndKeepsToThat(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> statements = statements(text);
        List<Matcher> rows = statements.stream().map(ROW::matcher).filter(Matcher::matches).toList();
        boolean says = version(file) >= FIRST_THAT_SAYS;
        assertEquals(says ? 1 : 0, rows.size(), "rows of schema_compatibility");
        if (says) {
            assertEquals(version(file), Integer.parseInt(rows.getFirst().group(1)), "its own row");
        }
        boolean isContract = text.startsWith("-- Contract: ");
        for (String statement : statements) {
            assertTrue(isContract || onlyAdds(statement), () -> file + " is not marked as a contract: " + statement);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop table run", "alter table run drop column plan", "alter table run rename to runs",
        "alter table run add column x text not null", "alter table run add column x text unique",
        "update run set status = 'x'", "delete from run", "alter table run alter column plan type integer",
        "create view v as select 1"})
    void whatAnOlderProgramCouldStumbleOverDoesNotOnlyAdd(String statement) {
        assertFalse(onlyAdds(statement));
    }

    @Test
    void aColumnThatMayBeEmptyOrHasADefaultOnlyAdds() {
        assertTrue(onlyAdds("alter table run add column x text"));
        assertTrue(onlyAdds("alter table run add column x bigint not null default 0"));
    }
}
