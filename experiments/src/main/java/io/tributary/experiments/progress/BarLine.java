package io.tributary.experiments.progress;

import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * What one bar draws on the status line. A bar draws on a timer of its own, which may be about to draw when the bar is closed: from
 * then on nothing is drawn. Thread-safe.
 */
final class BarLine implements ProgressBarConsumer {
    private final StatusLine line;
    private boolean ended;

    BarLine(StatusLine line) {
        this.line = line;
    }

    @Override
    public int getMaxRenderedLength() {
        return line.getMaxRenderedLength();
    }

    @Override
    public synchronized void accept(String text) {
        if (!ended) {
            line.accept(text);
        }
    }

    @Override
    public synchronized void clear() {
        accept("");
    }

    @Override
    public synchronized void close() {
        clear();
        ended = true;
    }
}
