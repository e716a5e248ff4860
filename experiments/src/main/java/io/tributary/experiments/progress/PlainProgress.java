package io.tributary.experiments.progress;

import io.tributary.experiments.Printable;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.PrintStream;

/** Progress as lines that stay, for files, pipes and logs: one for each step, one for each closed round. */
final class PlainProgress implements ProgressView {
    private final PrintStream out;
    private final ClosedRounds closed = new ClosedRounds();
    private String counted = "";

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void step(String what) {
        out.println(Printable.line(what) + " ...");
        out.flush();
    }

    /** Ten lines for a thousand files, not a thousand. */
    @Override
    public synchronized void count(String what, int done, int all) {
        String tenth = what + 10L * done / Math.max(1, all);
        if (!tenth.equals(counted)) {
            counted = tenth;
            step(what + ": " + done + " of " + all);
        }
    }

    @Override
    public synchronized void show(RunView run) {
        for (RoundView round : closed.fresh(run)) {
            out.println(Printable.line(RoundLine.of(round, run.rounds())) + "  " + RoundLine.phases(round.seconds())
                    + Eta.left(run).map(left -> "  left " + Quantity.time(left)).orElse(""));
        }
        out.flush();
    }

    @Override
    public synchronized void message(String text) {
        out.println(Printable.lines(text));
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
