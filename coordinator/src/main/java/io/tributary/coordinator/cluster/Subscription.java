package io.tributary.coordinator.cluster;

import java.util.concurrent.CompletionStage;

/** A listener's place. Closing it ends the calls, one that is under way apart; closing again is no error. Thread-safe. */
public interface Subscription extends AutoCloseable {
    /** Completes when every member knows of the listener: what is published afterwards reaches it. */
    CompletionStage<Void> ready();

    @Override
    void close();
}
