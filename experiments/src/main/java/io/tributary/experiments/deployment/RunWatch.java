package io.tributary.experiments.deployment;

import io.tributary.experiments.progress.ProgressView;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Follows a run until it is over, and tells a progress view. */
public final class RunWatch {
    private static final Duration PERIOD = Duration.ofMillis(150);

    private final OperatorClient operator;
    private final ProgressView progress;
    private final Observer observer;
    private final CountDownLatch broken = new CountDownLatch(1);
    private volatile String cause = "";

    /** Follows runs by this operator's eyes. */
    public RunWatch(OperatorClient operator, ProgressView progress) {
        this(operator, progress, _ -> {});
    }

    /** The same, and tells somebody each view. */
    public RunWatch(OperatorClient operator, ProgressView progress, Observer observer) {
        this.operator = operator;
        this.progress = progress;
        this.observer = observer;
    }

    /** Sees how a run stands, some times a second. What it throws ends the watch. */
    @FunctionalInterface
    public interface Observer {
        /** The run as it is now. */
        void seen(RunView run) throws IOException, InterruptedException, RejectedException, RunFailedException;
    }

    /** Ends the watch: a device or the coordinator is gone, and the run cannot go on. The first cause counts. */
    public synchronized void fail(String why) {
        if (broken.getCount() > 0) {
            cause = why;
            broken.countDown();
        }
    }

    /**
     * Waits for the end of a run.
     *
     * @return its last view, finished
     * @throws RunFailedException if it failed, was stopped, or a part of the experiment is gone
     */
    public RunView untilOver(String run)
            throws IOException, InterruptedException, RejectedException, RunFailedException {
        while (true) {
            RunView view = operator.view(run);
            progress.show(view);
            observer.seen(view);
            if (view.status() == RunView.Status.FINISHED) {
                return view;
            }
            if (view.status() != RunView.Status.ACTIVE) {
                throw new RunFailedException("run " + run + " is " + view.status().code()
                        + (view.failure() == null ? "" : ": " + view.failure()));
            }
            if (broken.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RunFailedException(cause);
            }
        }
    }
}
