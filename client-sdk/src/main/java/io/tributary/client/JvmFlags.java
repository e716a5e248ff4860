package io.tributary.client;

import io.tributary.protocol.chunk.ChunkCodec;
import java.lang.management.ManagementFactory;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The flags of the JVM without which Arrow, and so every chunk, fails at first use. */
final class JvmFlags {
    static final String OPENS = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access";
    private static final int UNSAFE_FLAG_SINCE = 23;
    private static final int UNSAFE_DENIED_SINCE = 26;

    private JvmFlags() {}

    /**
     * Checks this JVM.
     *
     * @throws IllegalStateException that names the flags that are missing
     */
    static void require() {
        List<String> missing = missing(Runtime.version().feature(),
                Buffer.class.getModule().isOpen("java.nio", ChunkCodec.class.getModule()),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Arrow cannot run in this JVM: start it with " + String.join(" ", missing)
                    + " (an executable jar's manifest can carry \"Add-Opens: java.base/java.nio\" instead of the first)");
        }
    }

    /**
     * The flags to add. From JDK 24 on the JVM warns of what Arrow does unless it is allowed, and from 26 on it denies it. A warning is
     * no error, but if the JVM has to be restarted anyway, both flags are named.
     */
    static List<String> missing(int feature, boolean opened, List<String> arguments) {
        List<String> missing = new ArrayList<>();
        if (!opened) {
            missing.add(OPENS);
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
