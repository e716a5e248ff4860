package io.tributary.experiments;

import java.util.Locale;

/**
 * Text from outside (names of classes and files, reasons, refusals) made fit for a terminal: what could move the cursor, hide, or turn
 * the line around is shown as its number, {@code \u202e}.
 */
public final class Printable {
    private Printable() {}

    /** On one line: a line's end is shown as a number too. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** The same, and lines stay lines. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean lines) {
        if (text.codePoints().allMatch(point -> isPlain(point, lines))) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isPlain(point, lines)) {
                plain.appendCodePoint(point);
            } else {
                plain.append(String.format(Locale.ROOT, "\\u%04x", point));
            }
        });
        return plain.toString();
    }

    private static boolean isPlain(int point, boolean lines) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> lines && point == '\n';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
