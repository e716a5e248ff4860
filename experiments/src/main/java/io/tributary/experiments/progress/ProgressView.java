package io.tributary.experiments.progress;

import io.tributary.protocol.message.RunView;
import java.io.PrintStream;

/** Where an experiment says how it goes. Implementations are thread-safe, and keep the terminal as they found it. */
public interface ProgressView extends AutoCloseable {
    /** A view on standard output that fits it: live on a terminal, plain lines in a file, a pipe or a dumb terminal. */
    static ProgressView onConsole() {
        PrintStream out = System.out;
        return Terminals.isInteractive() ? new TerminalProgress(out, Terminals.width()) : new PlainProgress(out);
    }

    /** A view on standard output of lines that stay, for many runs at a time. */
    static ProgressView lines() {
        return new PlainProgress(System.out);
    }

    /** What is being done before, between or after the rounds, in a few words: {@code "reading data"}. */
    void step(String what);

    /** The same for what is done many times: so many of all. */
    default void count(String what, int done, int all) {
        step(what + ": " + done + " of " + all);
    }

    /** How the run stands now. Each closed round is shown once, however often this is called. */
    void show(RunView run);

    /** Text for the user that stays on the screen; may have several lines. */
    void message(String text);

    /** Ends the live part, if there is one. What was said stays. */
    @Override
    void close();
}
