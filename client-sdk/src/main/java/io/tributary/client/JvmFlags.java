package io.tributary.client;

import io.tributary.protocol.chunk.ChunkCodec;
import java.lang.management.ManagementFactory;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The flags of the JVM without which Arrow, and so every chunk, fails at first use. */
final class JvmFlags {
    static final String OPENS = "--add-opens=java.base/java.nio=";
    static final String ALL_MODULES = "--add-modules=ALL-MODULE-PATH";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access";
    private static final int UNSAFE_FLAG_SINCE = 23;
    private static final int UNSAFE_DENIED_SINCE = 26;

    /**
     * What automatic modules such as this one find only if all modules are asked for: named modules that they use, and Arrow's way to
     * memory, which it looks for by itself.
     */
    private static final List<String> USED = List.of("org.slf4j", "io.vertx.core", "com.fasterxml.jackson.databind",
            "org.apache.arrow.vector", "org.apache.arrow.memory.unsafe", "com.nimbusds.jose.jwt");

    private JvmFlags() {}

    /**
     * Checks that the modules that this one uses are there, before the first of them is used. On the class path they are.
     *
     * @throws IllegalStateException that names the flag that is missing
     */
    static void requireModules() {
        List<String> absent = absent(JvmFlags.class.getModule(), USED);
        if (!absent.isEmpty()) {
            throw new IllegalStateException("the modules " + absent + " are not resolved: start it with " + ALL_MODULES
                    + " (" + JvmFlags.class.getModule().getName()
                    + " is an automatic module, which requires none by name)");
        }
    }

    /** Those of the modules that the layer of a named module lacks. */
    static List<String> absent(Module asking, List<String> used) {
        return asking.isNamed()
                ? used.stream().filter(name -> asking.getLayer().findModule(name).isEmpty()).toList()
                : List.of();
    }

    /**
     * Checks this JVM.
     *
     * @throws IllegalStateException that names the flags that are missing
     */
    static void require() {
        Module memory = ChunkCodec.memoryModule();
        List<String> missing =
                missing(Runtime.version().feature(), Buffer.class.getModule().isOpen("java.nio", memory),
                        opens(memory), ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Arrow cannot run in this JVM: start it with " + String.join(" ", missing)
                    + " (an executable jar's manifest can carry \"Add-Opens: java.base/java.nio\" instead of the first)");
        }
    }

    /** The flag that opens the JDK's buffers to a module; to all code on the class path if it has no name. */
    static String opens(Module memory) {
        return OPENS + (memory.isNamed() ? memory.getName() : "ALL-UNNAMED");
    }

    /**
     * The flags to add. From JDK 24 on the JVM warns of what Arrow does unless it is allowed, and from 26 on it denies it. A warning is
     * no error, but if the JVM has to be restarted anyway, both flags are named.
     */
    static List<String> missing(int feature, boolean opened, String opens, List<String> arguments) {
        List<String> missing = new ArrayList<>();
        if (!opened) {
            missing.add(opens);
        }
        if (feature >= UNSAFE_FLAG_SINCE && !allows(arguments) && (!opened || denies(feature, arguments))) {
            missing.add(UNSAFE + "=allow");
        }
        return missing;
    }

    private static boolean allows(List<String> arguments) {
        return arguments.contains(UNSAFE + "=allow");
    }

    private static boolean denies(int feature, List<String> arguments) {
        return arguments.contains(UNSAFE + "=deny")
                || (feature >= UNSAFE_DENIED_SINCE && arguments.stream().noneMatch((UNSAFE + "=warn")::equals));
    }
}
