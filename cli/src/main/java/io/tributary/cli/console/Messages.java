package io.tributary.cli.console;

import io.tributary.experiments.Printable;
import java.io.PrintWriter;

/** Lines for the user on standard error. */
public final class Messages {
    private Messages() {}

    /** Prints a text, each line of it with the name of the command in front. */
    public static void say(PrintWriter err, String text) {
        text.lines().forEach(line -> err.println("tributary: " + Printable.line(line)));
        err.flush();
    }
}
