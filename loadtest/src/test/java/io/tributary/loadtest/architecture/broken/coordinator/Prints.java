package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class Prints {
    private Prints() {}

    static void broken() {
        System.out.println("printed");
    }
}
