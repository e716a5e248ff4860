package io.tributary.learning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine looks for the classes of networks that plans name ({@link io.tributary.protocol.plan.NetworkSpec.Block}): in this
 * application, unless whoever starts the process says otherwise. A plan brings no code along; it names what is there. Thread-safe.
 */
public final class NetworkClasses {
    private static volatile @Nullable ClassLoader chosen;

    private NetworkClasses() {}

    /** Has them looked for here from now on, in the whole process. */
    public static void lookIn(ClassLoader loader) {
        chosen = Objects.requireNonNull(loader);
    }

    /** Where they are looked for; that of the engine if nothing was chosen. */
    public static ClassLoader loader(Class<?> engine) {
        ClassLoader loader = chosen;
        return loader == null ? Objects.requireNonNull(engine.getClassLoader()) : loader;
    }
}
