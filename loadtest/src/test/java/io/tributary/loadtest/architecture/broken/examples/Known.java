package io.tributary.loadtest.architecture.broken.examples;

/** What others may or may not know. */
public final class Known {
    private Known() {}
}
