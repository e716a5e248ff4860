package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesDjl {
    private UsesDjl() {}

    static Class<?> known() {
        return ai.djl.ndarray.NDArray.class;
    }
}
