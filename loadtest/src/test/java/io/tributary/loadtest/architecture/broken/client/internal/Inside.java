package io.tributary.loadtest.architecture.broken.client.internal;

/** What users of the SDK may not know. */
public final class Inside extends Exception {
    private static final long serialVersionUID = 1;
}
