package io.tributary.experiments.yaml;

import io.tributary.experiments.Printable;

/** What a user wrote, put into a message: short, on one line, without control characters. */
public final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    public static String of(String text) {
        return "'" + clip(text) + "'";
    }

    static String clip(String text) {
        String shown = Printable.line(text.length() > LONGEST ? text.substring(0, LONGEST + 1) : text);
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown;
    }
}
