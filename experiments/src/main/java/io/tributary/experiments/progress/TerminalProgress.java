package io.tributary.experiments.progress;

import io.tributary.experiments.Printable;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: closed rounds scroll up, and below them a bar says what is going on now. */
final class TerminalProgress implements ProgressView {
    /** The bar's steps a round: it moves with each device that reports. */
    private static final int STEPS = 100;

    private final StatusLine line;
    private final ProgressBarStyle style;
    private final ClosedRounds closed = new ClosedRounds();
    private volatile Optional<Duration> left = Optional.empty();
    private @Nullable ProgressBar bar;
    private BarLine drawn;

    TerminalProgress(PrintStream out, int width) {
        line = new StatusLine(out, width);
        drawn = new BarLine(line);
        style = out.charset().equals(StandardCharsets.UTF_8) ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }

    @Override
    public synchronized void step(String what) {
        endBar();
        line.accept(Columns.clip(Printable.line(what) + " ...", line.getMaxRenderedLength()));
    }

    @Override
    public synchronized void show(RunView run) {
        left = Eta.left(run);
        for (RoundView round : closed.fresh(run)) {
            line.above(Printable.line(RoundLine.of(round, run.rounds())));
        }
        if (run.status() == RunView.Status.ACTIVE) {
            advance(run);
        } else {
            endBar();
        }
    }

    private void advance(RunView run) {
        ProgressBar current = bar == null ? newBar(run) : bar;
        bar = current;
        current.setExtraMessage(now(run));
        current.stepTo(position(run));
        current.refresh();
    }

    private ProgressBar newBar(RunView run) {
        drawn = new BarLine(line);
        return ProgressBar.builder().setTaskName(run.name()).setInitialMax((long) run.rounds() * STEPS)
                .setUnit(" rounds", STEPS).setStyle(style).setEtaFunction(_ -> left).setUpdateIntervalMillis(1000)
                .setConsumer(drawn).clearDisplayOnFinish().build();
    }

    /** Rounds closed, and the part of the cohort that has reported. */
    private static long position(RunView run) {
        boolean open = run.round() > run.history().size() && run.cohort() > 0;
        long part = open ? (long) STEPS * run.reported() / run.cohort() : 0;
        return Math.min((long) run.rounds() * STEPS, (long) run.history().size() * STEPS + Math.min(STEPS, part));
    }

    private static String now(RunView run) {
        String state = run.state().code();
        return run.cohort() == 0 ? state : state + " " + run.reported() + "/" + run.cohort() + " devices";
    }

    @Override
    public synchronized void message(String text) {
        line.above(Printable.lines(text));
    }

    @Override
    public synchronized void close() {
        endBar();
        line.close();
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            drawn.close();
            bar = null;
        }
    }
}
