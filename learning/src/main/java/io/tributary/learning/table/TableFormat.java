package io.tributary.learning.table;

import io.tributary.learning.BadExampleException;
import io.tributary.protocol.Labels;
import io.tributary.protocol.plan.InputMeaning;
import java.util.List;
import java.util.Set;

/**
 * What the columns of a table are: makes of a row of text the values that a model takes. A product that predicts uses the same one as its
 * training did. Immutable, thread-safe.
 */
public final class TableFormat {
    private final List<Column> columns;
    private final Set<String> missing;
    private final Column.Label label;
    private final InputMeaning.Table meaning;
    private final List<String> classes;

    /**
     * A format.
     *
     * @param columns in the order of the cells; exactly one is a {@link Column.Label}
     * @param missing texts that stand for no value, beside nothing
     * @throws IllegalArgumentException if there is no label or more than one, nothing to learn from, more than 4096 values, or two of one name
     */
    public TableFormat(List<Column> columns, Set<String> missing) {
        this.columns = List.copyOf(columns);
        this.missing = Set.copyOf(missing);
        Labels.require("columns", columns.stream().map(Column::name).toList(), 1, columns.size());
        List<Column.Label> labels = columns.stream().filter(Column.Label.class::isInstance)
                .map(Column.Label.class::cast).toList();
        if (labels.size() != 1) {
            throw new IllegalArgumentException("exactly one column is the label, not " + labels.size());
        }
        label = labels.get(0);
        classes = Labels.require("classes", label.classes().stream().distinct().toList(), 2, 1 << 16);
        meaning = new InputMeaning.Table(columns.stream().flatMap(column -> column.values().stream()).toList());
    }

    /** The columns, in the order of the cells. */
    public List<Column> columns() {
        return columns;
    }

    /** Names of classes 0, 1, ..., in the order in which the label's column first names them. */
    public List<String> classes() {
        return classes;
    }

    /** Names of the values of a row, in order: what a plan says of them, so that a device that makes others declines. */
    public InputMeaning.Table meaning() {
        return meaning;
    }

    /** How many values a row becomes. */
    public int width() {
        return meaning.columns().size();
    }

    /**
     * The values of a row.
     *
     * @param cells a text for each column, the label's among them, which may be empty
     * @param into gets {@link #width()} values from {@code offset} on
     * @throws BadExampleException if there are more or fewer cells, or one of them cannot be used; the message names the column
     */
    public void write(List<String> cells, float[] into, int offset) throws BadExampleException {
        if (cells.size() != columns.size()) {
            throw new BadExampleException(
                    "has " + cells.size() + " cells, but there are " + columns.size() + " columns");
        }
        int at = offset;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).write(plain(cells.get(i)), into, at);
            at += columns.get(i).values().size();
        }
    }

    /**
     * The class of a row.
     *
     * @throws BadExampleException if it has none, or one that is not declared
     */
    public int label(List<String> cells) throws BadExampleException {
        return classes.indexOf(label.classOf(plain(cells.get(columns.indexOf(label)))));
    }

    private String plain(String cell) {
        String text = cell.strip();
        return missing.contains(text) ? "" : text;
    }
}
