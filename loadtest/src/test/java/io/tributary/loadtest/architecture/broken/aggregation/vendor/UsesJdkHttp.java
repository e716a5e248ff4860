package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesJdkHttp {
    private UsesJdkHttp() {}

    static Class<?> known() {
        return java.net.http.HttpClient.class;
    }
}
