package io.tributary.loadtest.architecture.broken.cli;

/** What others may or may not know. */
public final class Known {
    private Known() {}
}
