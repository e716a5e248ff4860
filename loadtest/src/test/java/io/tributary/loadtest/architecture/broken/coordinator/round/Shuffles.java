package io.tributary.loadtest.architecture.broken.coordinator.round;

import java.util.Collections;
import java.util.List;

/** Broken on purpose. */
final class Shuffles {
    private Shuffles() {}

    static void broken(List<String> devices) {
        Collections.shuffle(devices);
    }
}
