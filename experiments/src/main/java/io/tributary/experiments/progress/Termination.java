package io.tributary.experiments.progress;

import org.jline.utils.Signals;

/**
 * Turns a polite kill (SIGTERM) into an interrupt of the thread that made this, so that a program that is to run until then can end
 * by itself, and well. A second one ends the process as usual. Ctrl-C is not touched.
 */
public final class Termination implements AutoCloseable {
    private static final String SIGNAL = "TERM";
    private final Thread runner = Thread.currentThread();
    private final Object before;
    private volatile boolean came;

    private Termination() {
        this.before = Signals.register(SIGNAL, this::heed);
    }

    /** Interrupts the thread that calls this. */
    public static Termination ofThisThread() {
        return new Termination();
    }

    private void heed() {
        came = true;
        Signals.unregister(SIGNAL, before);
        runner.interrupt();
    }

    /** Whether it came. */
    public boolean came() {
        return came;
    }

    @Override
    public void close() {
        Signals.unregister(SIGNAL, before);
    }
}
