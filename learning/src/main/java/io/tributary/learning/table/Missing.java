package io.tributary.learning.table;

/** What becomes of a cell without a value. */
public enum Missing {
    /** It is an error. */
    REFUSE,
    /** It gets the value that the column declares: its mean, or its most frequent category. */
    FILL,
    /** A value of its own is 1 where the cell is missing, and 0 elsewhere; the column's other values are then 0, which for numbers is the mean. */
    INDICATOR
}
