package io.tributary.learning.table;

import io.tributary.learning.BadExampleException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The text of a cell. */
final class Cell {
    private static final int SHOWN = 40;
    private static final Pattern NUMBER = Pattern
            .compile("[+-]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");

    private Cell() {}

    /** A number as people and spreadsheets write it: no thousands, no comma, no infinity. */
    static double number(String column, String text) throws BadExampleException {
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new BadExampleException("column '" + column + "': '" + excerpt(text)
                    + "' is no number, such as 54 or -5.4e1, and does not stand for a missing value");
        }
        return number;
    }

    /** The same text for the same category: 1, 1.0 and 01 are one. */
    static String category(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text).stripTrailingZeros().toString() : text;
    }

    /** Enough of a cell to find it. */
    static String excerpt(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
