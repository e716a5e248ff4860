package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.table.Column;
import io.tributary.learning.table.Missing;
import io.tributary.learning.table.TableFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys of {@code source: table}: rows of text in files, each file of one device for {@code partition: natural}.
 *
 * @param path the folder, or one file
 * @param files which files of a folder, a pattern such as {@code *.csv}
 * @param separator between the cells of a row
 * @param header whether the first row of a file names its columns, which may then be in any order, and more than are declared
 * @param format what the columns are
 * @param holdOut fraction of each class held out to measure the model, above 0 and below 1
 */
public record TableConfig(Path path, String files, char separator, boolean header, TableFormat format, double holdOut) {
    private static final int MOST_COLUMNS = 4096;
    /** To read on with after a mistake. */
    private static final TableFormat STAND_IN = new TableFormat(List.of(new Column.Numeric("x", 0, 1, Missing.REFUSE),
            new Column.Label("y", List.of("0", "1"), List.of("0", "1"))), Set.of());

    /** Reads them. */
    public static TableConfig read(Section section) {
        Path path = section.require("path", Forms.path());
        String files = section.get("files", pattern(), "*.csv");
        String separator = section.get("separator", Forms.oneOf(List.of("comma", "semicolon", "tab")), "comma");
        boolean header = section.get("header", Forms.truth(), true);
        Set<String> missing = Set.copyOf(section.get("missing", Forms.list(marker(), 0, 16), List.of()));
        TableFormat format = format(section, missing);
        return new TableConfig(path, files, character(separator), header, format,
                section.get("holdOut", Forms.above(0, 0.9), 0.2));
    }

    private static TableFormat format(Section section, Set<String> missing) {
        List<Section> items = section.sections("columns", 2, MOST_COLUMNS);
        if (!section.has("columns")) {
            section.complain("columns", "is missing; expected a list of sections, such as"
                    + " { name: age, kind: numeric, mean: 54, deviation: 9 }, one for each column");
        }
        List<Column> columns = new ArrayList<>();
        items.forEach(item -> ColumnKeys.read(item).ifPresent(columns::add));
        if (columns.isEmpty() || columns.size() < items.size()) {
            return STAND_IN; // what is wrong has been noted
        }
        try {
            return new TableFormat(columns, missing);
        } catch (IllegalArgumentException wrong) {
            section.complain("columns", String.valueOf(wrong.getMessage()));
            return STAND_IN;
        }
    }

    /** A pattern for names of files. */
    static Form<String> pattern() {
        return Forms.text("a name of a file, or a pattern such as *.csv", Pattern.compile("[A-Za-z0-9._*?-]{1,128}"),
                "*");
    }

    private static Form<String> marker() {
        return Form.of("a text of 1 to 32 characters that stands for no value, such as '?'", "?",
                node -> node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING
                        ? Optional.of(scalar.text().strip())
                                .filter(text -> Pattern.matches("\\P{Cntrl}{1,32}", text))
                        : Optional.empty());
    }

    private static char character(String separator) {
        return switch (separator) {
            case "semicolon" -> ';';
            case "tab" -> '\t';
            default -> ',';
        };
    }
}
