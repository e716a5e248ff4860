package io.tributary.experiments.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The last line of a terminal, drawn again and again, below lines that stay. It neither hides the cursor nor changes the
 * terminal's mode, so that there is nothing to restore when the process ends without warning. Thread-safe.
 */
final class StatusLine implements ProgressBarConsumer {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final int width;
    private String shown = "";

    /** @param width columns that may be used, so that a line never wraps */
    StatusLine(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public int getMaxRenderedLength() {
        return width - 1;
    }

    @Override
    public synchronized void accept(String text) {
        if (!text.equals(shown)) {
            shown = text;
            draw("");
        }
    }

    /** Prints text that stays, above this line. */
    synchronized void above(String text) {
        draw(text + System.lineSeparator());
    }

    @Override
    public synchronized void clear() {
        accept("");
    }

    private void draw(String before) {
        out.print(CLEAR + before + shown);
        out.flush();
    }

    @Override
    public void close() {
        clear();
    }
}
