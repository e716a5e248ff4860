package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesProgressBar {
    private UsesProgressBar() {}

    static Class<?> known() {
        return me.tongfei.progressbar.ProgressBar.class;
    }
}
