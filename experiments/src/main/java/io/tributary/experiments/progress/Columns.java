package io.tributary.experiments.progress;

import org.jline.utils.AttributedString;

/** Text by the columns of a terminal that it takes: signs of East Asia take two, combining ones none. */
final class Columns {
    private Columns() {}

    /** As much of a text as fits. */
    static String clip(String text, int columns) {
        AttributedString whole = new AttributedString(text);
        return whole.columnLength() <= columns ? text : whole.columnSubSequence(0, Math.max(0, columns)).toString();
    }
}
