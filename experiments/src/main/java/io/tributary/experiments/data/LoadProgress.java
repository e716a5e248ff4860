package io.tributary.experiments.data;

/** Is told how loading goes. Thread-safe: loading has several threads. */
@FunctionalInterface
public interface LoadProgress {
    /** Nobody wants to know. */
    LoadProgress NONE = (_, _) -> {};

    /** So many of all examples are loaded. */
    void loaded(int done, int all);
}
