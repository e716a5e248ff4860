package io.tributary.loadtest.architecture.broken.coordinator.run;

/** What a loop must not know. */
final class RunController {
    boolean isClosed() {
        return false;
    }
}
