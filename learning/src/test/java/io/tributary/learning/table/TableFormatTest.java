package io.tributary.learning.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.table.Column.Categorical;
import io.tributary.learning.table.Column.Ignored;
import io.tributary.learning.table.Column.Label;
import io.tributary.learning.table.Column.Numeric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableFormatTest {
    private static final Label SICK = new Label("sick", List.of("0", "1", "2"), List.of("no", "yes", "yes"));
    private static final TableFormat FORMAT = new TableFormat(List.of(new Numeric("age", 50, 10, Missing.INDICATOR),
            new Ignored("id"), new Categorical("pain", List.of("1", "2"), Optional.of("2"), Missing.FILL), SICK,
            new Categorical("town", List.of("Ulm", "Bonn"), Optional.empty(), Missing.INDICATOR),
            new Numeric("weight", 70, 20, Missing.FILL)), Set.of("?"));

    private static float[] values(String... cells) throws BadExampleException {
        float[] values = new float[FORMAT.width() + 2];
        FORMAT.write(List.of(cells), values, 1);
        assertEquals(0, values[0] + values[values.length - 1]);
        return java.util.Arrays.copyOfRange(values, 1, values.length - 1);
    }

    private static void refused(String words, String... cells) {
        String said = assertThrows(BadExampleException.class, () -> {
            values(cells);
            FORMAT.label(List.of(cells));
        }).getMessage();
        assertTrue(said.contains(words), said);
    }

    @Test
    void cellsBecomeValuesAsTheirColumnsDeclare() throws BadExampleException {
        assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1, 0, -0.5f}, values("60", "x", "1.0", "0", "Bonn", " 6e1 "));
        assertEquals(List.of("age: (x - 50.0) / 10.0", "age: missing", "pain: 1", "pain: 2", "town: Ulm", "town: Bonn",
                "town: missing", "weight: (x - 70.0) / 20.0"), FORMAT.meaning().columns());
    }

    @Test
    void missingCellsBecomeWhatTheirColumnsDeclare() throws BadExampleException {
        assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0, 1, 0}, values("?", "", "", "1", " ? ", ""));
    }

    @Test
    void classesAreNamedByTheLabel() throws BadExampleException {
        assertEquals(List.of("no", "yes"), FORMAT.classes());
        assertEquals(1, FORMAT.label(List.of("1", "", "1", "2.0", "Ulm", "3")));
        assertEquals(0, FORMAT.label(List.of("1", "", "1", "0", "Ulm", "3")));
    }

    @Test
    void whatIsNotDeclaredIsRefusedWithItsColumn() {
        refused("column 'age': 'old' is no number", "old", "", "1", "0", "Ulm", "3");
        refused("column 'age': 'NaN' is no number", "NaN", "", "1", "0", "Ulm", "3");
        refused("column 'weight': '1e300' is too large", "1", "", "1", "0", "Ulm", "1e300");
        refused("column 'pain': '3' is none of the categories that it declares: 1, 2", "1", "", "3", "0", "Ulm", "3");
        refused("column 'sick': '9' is none", "1", "", "1", "9", "Ulm", "3");
        refused("column 'sick': has no value", "1", "", "1", "?", "Ulm", "3");
        refused("has 5 cells, but there are 6 columns", "1", "", "1", "0", "Ulm");
        refused("has 7 cells, but there are 6 columns", "1", "", "1", "0", "Ulm", "3", "4");
    }

    @Test
    void aColumnThatFillsNothingRefusesWhatIsMissing() {
        TableFormat strict = new TableFormat(List.of(new Numeric("age", 50, 10, Missing.REFUSE), SICK), Set.of());
        String said = assertThrows(BadExampleException.class,
                () -> strict.write(List.of("", "1"), new float[1], 0)).getMessage();
        assertTrue(said.contains("column 'age': has no value") && said.contains("missing: fill"), said);
    }

    @Test
    void formatsThatMakeNoSenseAreRefused() {
        Numeric age = new Numeric("age", 50, 10, Missing.REFUSE);
        assertThrows(IllegalArgumentException.class, () -> new TableFormat(List.of(age), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new TableFormat(List.of(SICK, SICK), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new TableFormat(List.of(age, age, SICK), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new TableFormat(List.of(SICK), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new Numeric("age", 50, 0, Missing.REFUSE));
        assertThrows(IllegalArgumentException.class,
                () -> new Categorical("c", List.of("1", "1.0"), Optional.empty(), Missing.REFUSE));
        assertThrows(IllegalArgumentException.class,
                () -> new Categorical("c", List.of("1", "2"), Optional.of("3"), Missing.FILL));
        assertThrows(IllegalArgumentException.class, () -> new Label("l", List.of("1", "2"), List.of("a")));
    }
}
