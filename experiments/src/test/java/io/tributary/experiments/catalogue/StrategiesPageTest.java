package io.tributary.experiments.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's tables of what there is are the catalogue's. */
class StrategiesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "strategies.md");
    private static final String COLUMNS = " | what it does | settings = default | needs | costs | paper |";

    static List<String> families() {
        return Catalogue.families().stream().map(Family::title).distinct().toList();
    }

    private static String row(Listing kind) {
        String settings = kind.settings().stream().map(Listing.Parameter::brief).collect(Collectors.joining(", "));
        return "| `" + kind.name() + "` | " + kind.summary() + " | " + settings + " | " + kind.needs() + " | "
                + kind.cost() + " | " + kind.cited() + " |";
    }

    private static String table(String family) {
        return Listing.of(_ -> true).stream().filter(kind -> kind.family().equals(family)).map(StrategiesPageTest::row)
                .collect(Collectors.joining("\n",
                        "| " + family + COLUMNS + "\n| --- | --- | --- | --- | --- | --- |\n", "\n"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void thePageHasTheFamilysTable(String family) throws IOException {
        String page = Files.readString(PAGE);
        String table = table(family);
        int begin = page.indexOf(table.substring(0, table.indexOf('\n') + 1));
        int end = begin < 0 ? -1 : page.indexOf("\n\n", begin);
        assertEquals(table, begin < 0 ? "no such table" : page.substring(begin, end < 0 ? page.length() : end + 1));
    }

    @Test
    void thePageHasNoTableOfAFamilyThatIsGone() throws IOException {
        assertEquals(families(), Files.readAllLines(PAGE).stream().filter(line -> line.endsWith(COLUMNS))
                .map(line -> line.substring("| ".length(), line.length() - COLUMNS.length())).toList());
    }

    @Test
    void thePageBeginsWithItsQuestion() throws IOException {
        assertEquals("# which strategy when", Files.readAllLines(PAGE).getFirst().toLowerCase(Locale.ROOT));
    }
}
