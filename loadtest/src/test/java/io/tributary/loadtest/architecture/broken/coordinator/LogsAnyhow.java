package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class LogsAnyhow {
    private LogsAnyhow() {}

    static java.util.logging.Logger broken() {
        return java.util.logging.Logger.getLogger("any");
    }
}
