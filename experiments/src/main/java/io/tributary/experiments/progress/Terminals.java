package io.tributary.experiments.progress;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** What there is to write to. */
final class Terminals {
    private static final int USUAL_WIDTH = 80;

    private Terminals() {}

    /** Whether somebody reads along on a terminal that can redraw a line. */
    static boolean isInteractive() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * Columns of the terminal, 80 if it does not say. The progress bar's own way to ask sets the signals back to what the system does with
     * them: Ctrl-C would then kill the process before it could stop what it has started.
     */
    static int width() {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
            return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
        } catch (IOException broken) {
            throw new UncheckedIOException("asking the terminal for its width", broken);
        }
    }
}
