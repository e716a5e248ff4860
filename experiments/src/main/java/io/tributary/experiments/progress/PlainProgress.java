package io.tributary.experiments.progress;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.PrintStream;

/** Progress as lines that stay, for files, pipes and logs: one for each step, one for each closed round. */
final class PlainProgress implements ProgressView {
    private final PrintStream out;
    private final ClosedRounds closed = new ClosedRounds();

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void step(String what) {
        out.println(what + " ...");
        out.flush();
    }

    @Override
    public synchronized void show(RunView run) {
        for (RoundView round : closed.fresh(run)) {
            out.println(RoundLine.of(round, run.rounds()) + "  " + RoundLine.phases(round.seconds())
                    + Eta.left(run).map(left -> "  left " + Quantity.time(left)).orElse(""));
        }
        out.flush();
    }

    @Override
    public synchronized void message(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
