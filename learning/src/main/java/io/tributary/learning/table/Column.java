package io.tributary.learning.table;

import io.tributary.learning.BadExampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table, and how its cells become values. What it takes for that (mean, deviation, categories) is declared, never computed from
 * the cells: devices whose rows nobody else sees then make the same values of the same cell. Immutable.
 */
public sealed interface Column {
    /** What the column is called. */
    String name();

    /** What the values made of a cell are called, in order; they say how they are made. None if nothing is learned from the column. */
    List<String> values();

    /**
     * Writes the values of a cell.
     *
     * @param cell its text without blanks around it; empty if it has no value
     * @param into gets as many values as {@link #values()} has names, from {@code offset} on
     * @throws BadExampleException naming the column and what is wrong with the cell
     */
    void write(String cell, float[] into, int offset) throws BadExampleException;

    /**
     * A number x, as (x - mean) / deviation.
     *
     * @param mean a typical mean, declared
     * @param deviation a typical standard deviation, declared, above 0
     * @param missing FILL is 0, which is the mean
     */
    record Numeric(String name, double mean, double deviation, Missing missing) implements Column {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a number is not finite, or the deviation not above 0
         */
        public Numeric {
            if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
                throw new IllegalArgumentException("column '" + name
                        + "' needs a finite mean and a deviation above 0, not " + mean + " and " + deviation);
            }
        }

        @Override
        public List<String> values() {
            String value = name + ": (x - " + mean + ") / " + deviation;
            return missing == Missing.INDICATOR ? List.of(value, name + ": missing") : List.of(value);
        }

        @Override
        public void write(String cell, float[] into, int offset) throws BadExampleException {
            boolean none = cell.isEmpty();
            requireAllowed(this, none, missing);
            float value = none ? 0 : (float) ((Cell.number(name, cell) - mean) / deviation);
            if (!Float.isFinite(value)) {
                throw new BadExampleException("column '" + name + "': '" + Cell.excerpt(cell) + "' is too large");
            }
            into[offset] = value;
            if (missing == Missing.INDICATOR) {
                into[offset + 1] = none ? 1 : 0;
            }
        }
    }

    /**
     * One of some categories, as a value for each: 1 for the cell's own, 0 for the others.
     *
     * @param categories all there are, at least 1, declared
     * @param usual what a missing cell is taken for with FILL
     */
    record Categorical(String name, List<String> categories, Optional<String> usual, Missing missing)
            implements Column {
        /**
         * Copies the list. Numbers are one category however they are written: 1 and 1.0 are the same.
         *
         * @throws IllegalArgumentException if there is none, two are the same, or {@code usual} is not there though FILL wants it
         */
        public Categorical {
            categories = distinct(name, categories);
            usual = usual.map(Cell::category);
            boolean known = usual.filter(categories::contains).isPresent();
            if (missing == Missing.FILL ? !known : usual.isPresent()) {
                throw new IllegalArgumentException("column '" + name + "' needs its most frequent category, one of "
                        + categories + ", where missing cells are filled, and only there");
            }
        }

        @Override
        public List<String> values() {
            List<String> values = new ArrayList<>(categories.stream().map(one -> name + ": " + one).toList());
            if (missing == Missing.INDICATOR) {
                values.add(name + ": missing");
            }
            return List.copyOf(values);
        }

        @Override
        public void write(String cell, float[] into, int offset) throws BadExampleException {
            boolean none = cell.isEmpty();
            requireAllowed(this, none, missing);
            int at = none ? usual.map(categories::indexOf).orElse(categories.size()) : index(name, cell, categories);
            int width = categories.size() + (missing == Missing.INDICATOR ? 1 : 0);
            for (int i = 0; i < width; i++) {
                into[offset + i] = i == at ? 1 : 0;
            }
        }
    }

    /**
     * The class of a row. A row without one is an error.
     *
     * @param cells what a cell may be, at least 1
     * @param classes for each such cell the name of its class; several cells may be of one class
     */
    record Label(String name, List<String> cells, List<String> classes) implements Column {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if there is no cell, two are the same, or a class is missing
         */
        public Label {
            cells = distinct(name, cells);
            classes = List.copyOf(classes);
            if (cells.size() != classes.size()) {
                throw new IllegalArgumentException("column '" + name + "' has " + cells.size() + " values and "
                        + classes.size() + " classes; each value needs the name of its class");
            }
        }

        @Override
        public List<String> values() {
            return List.of();
        }

        @Override
        public void write(String cell, float[] into, int offset) {
            // The class is no input.
        }

        /**
         * The class of a row, by name.
         *
         * @throws BadExampleException if the cell is missing or none of those that are allowed
         */
        String classOf(String cell) throws BadExampleException {
            requireAllowed(this, cell.isEmpty(), Missing.REFUSE);
            return classes.get(index(name, cell, cells));
        }
    }

    /** What is in the file and not learned from. */
    record Ignored(String name) implements Column {
        @Override
        public List<String> values() {
            return List.of();
        }

        @Override
        public void write(String cell, float[] into, int offset) {
            // Nothing is learned from it.
        }
    }

    private static void requireAllowed(Column column, boolean none, Missing missing) throws BadExampleException {
        if (none && missing == Missing.REFUSE) {
            throw new BadExampleException("column '" + column.name() + "': has no value; "
                    + (column instanceof Label ? "a row without its class cannot be learned from"
                            : "say what becomes of missing values: missing: fill or missing: indicator"));
        }
    }

    private static int index(String column, String cell, List<String> allowed) throws BadExampleException {
        int at = allowed.indexOf(Cell.category(cell));
        if (at < 0) {
            throw new BadExampleException("column '" + column + "': '" + Cell.excerpt(cell)
                    + "' is none of the categories that it declares: " + Cell.excerpt(String.join(", ", allowed)));
        }
        return at;
    }

    private static List<String> distinct(String name, List<String> categories) {
        List<String> distinct = categories.stream().map(Cell::category).distinct().toList();
        if (distinct.isEmpty() || distinct.size() != categories.size()) {
            throw new IllegalArgumentException("column '" + name + "' needs at least 1 value, each of them once, not "
                    + categories);
        }
        return distinct;
    }
}
