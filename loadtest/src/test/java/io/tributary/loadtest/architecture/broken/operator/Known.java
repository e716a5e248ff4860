package io.tributary.loadtest.architecture.broken.operator;

/** What others may or may not know. */
public final class Known {
    private Known() {}
}
