package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.table.Column;
import io.tributary.learning.table.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An item of {@code columns}, such as {@code { name: age, kind: numeric, mean: 54, deviation: 9 }}. */
final class ColumnKeys {
    private static final double LARGEST = 1e12;
    private static final int MOST_CATEGORIES = 4096;
    private static final Form<String> NAME = Forms.text("a name of 1 to 64 letters, digits, blanks, -, . and _",
            Pattern.compile("[A-Za-z0-9._-]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?"), "");
    private static final Form<String> CATEGORY = Form.of("a value of 1 to 64 characters", "?",
            node -> node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING
                    ? Optional.of(scalar.text().strip())
                            .filter(text -> Pattern.matches("\\P{Cntrl}{1,64}", text))
                    : Optional.empty());

    private ColumnKeys() {}

    /** The column; none if there is a mistake in it, which is noted. */
    static Optional<Column> read(Section section) {
        String name = section.require("name", NAME);
        String kind = section.require("kind", Forms.oneOf(List.of("numeric", "categorical", "label", "ignored")));
        try {
            Column column = switch (kind) {
                case "numeric" -> numeric(section, name);
                case "categorical" -> categorical(section, name);
                case "label" -> label(section, name);
                default -> new Column.Ignored(name);
            };
            section.end();
            return name.isEmpty() ? Optional.empty() : Optional.of(column);
        } catch (IllegalArgumentException wrong) {
            section.complain("name", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Column numeric(Section section, String name) {
        return new Column.Numeric(name, section.require("mean", Forms.within(-LARGEST, LARGEST)),
                section.require("deviation", Forms.above(0, LARGEST)), missing(section));
    }

    private static Column categorical(Section section, String name) {
        return new Column.Categorical(name, section.require("values", categories()), section.find("usual", CATEGORY),
                missing(section));
    }

    private static Column label(Section section, String name) {
        return new Column.Label(name, section.require("values", categories()), section.require("classes",
                categories()));
    }

    private static Form<List<String>> categories() {
        return Forms.list(CATEGORY, 1, MOST_CATEGORIES);
    }

    private static Missing missing(Section section) {
        String word = section.get("missing", Forms.oneOf(List.of("refuse", "fill", "indicator")), "refuse");
        return Missing.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
