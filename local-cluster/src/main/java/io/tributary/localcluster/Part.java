package io.tributary.localcluster;

/** One server of a local cluster. It may be ended and started again, on the same port and with the same data. Thread-safe. */
public interface Part {
    /**
     * Starts it, and returns when it answers. Does nothing if it runs.
     *
     * @throws LocalClusterException if it does not start
     * @throws InterruptedException if this thread was interrupted
     */
    void start() throws LocalClusterException, InterruptedException;

    /**
     * Ends it in good order: connections are cut. Does nothing if it does not run.
     *
     * @throws LocalClusterException if it does not end
     * @throws InterruptedException if this thread was interrupted
     */
    void stop() throws LocalClusterException, InterruptedException;

    /**
     * Ends it without giving it time to finish anything. Does nothing if it does not run.
     *
     * @throws LocalClusterException if it does not end
     * @throws InterruptedException if this thread was interrupted
     */
    void kill() throws LocalClusterException, InterruptedException;

    /** Whether it runs. */
    boolean isRunning();
}
