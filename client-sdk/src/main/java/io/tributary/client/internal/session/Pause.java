package io.tributary.client.internal.session;

import java.time.Duration;

/** Lets time pass between two tries. */
@FunctionalInterface
public interface Pause {
    /** Returns after this time, or earlier if the client is closed. */
    void pause(Duration time) throws InterruptedException;
}
