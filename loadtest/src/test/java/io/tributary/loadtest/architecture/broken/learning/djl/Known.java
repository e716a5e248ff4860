package io.tributary.loadtest.architecture.broken.learning.djl;

/** What others may or may not know. */
public final class Known {
    private Known() {}
}
