package io.tributary.experiments.yaml;

/** What a user wrote, put into a message: short, on one line, without control characters. */
public final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    public static String of(String text) {
        return "'" + clip(text) + "'";
    }

    static String clip(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
