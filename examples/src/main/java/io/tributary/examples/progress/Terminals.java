package io.tributary.examples.progress;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;

/** What there is to write to. */
final class Terminals {
    private Terminals() {}

    /** Whether somebody reads along on a terminal that can redraw a line. */
    static boolean isInteractive() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** Columns of the terminal, 80 if it does not say. */
    static int width() {
        return new DelegatingProgressBarConsumer(_ -> {}).getMaxRenderedLength();
    }
}
