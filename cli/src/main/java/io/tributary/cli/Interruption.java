package io.tributary.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and a polite kill into an interrupt of the thread that made this, and holds the end of the process back
 * until this is closed, so that a command can stop what it has started. The process then ends as the signal says, with 130
 * or 143.
 */
final class Interruption implements AutoCloseable {
    /** As long as a command may take to stop. */
    private static final long GRACE_SECONDS = 20;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What the hook does: runs in a thread of its own when the process was told to end. */
    void interrupt() {
        runner.interrupt();
        try {
            if (!closed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("tributary: did not stop within " + GRACE_SECONDS + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook is what let this thread go.
        }
    }
}
