package io.tributary.loadtest.architecture.broken.client;

import io.tributary.loadtest.architecture.broken.client.internal.Inside;
import java.util.List;

/** Broken on purpose. */
public final class Shown {
    private Shown() {}

    /** Mentions what is internal in a type argument. */
    public static List<Inside> inside() {
        return List.of();
    }

    /** Mentions what is internal in what it throws. */
    public static void throwing() throws Inside {}
}
