package io.tributary.loadtest.architecture.broken.spring;

/** What others may or may not know. */
public final class Known {
    private Known() {}
}
