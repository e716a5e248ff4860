package io.tributary.experiments.deployment;

import java.util.concurrent.CompletableFuture;

/** The devices of an experiment, wherever they run. Closing ends them. */
public interface DeviceHost extends AutoCloseable {
    /** Runs them; completes when the run has ended for each, or exceptionally with the first failure. */
    CompletableFuture<Void> run();

    @Override
    void close();
}
