package io.tributary.learning.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.function.Function;

/**
 * The PyTorch engine of this JVM, loaded on first use from the native jar on the class path. DJL would otherwise look for newer libraries
 * and report its use over the network: {@code ai.djl.offline} and {@code OPT_OUT_TRACKING} are set to true unless the user has set them.
 */
final class NativeEngine {
    private NativeEngine() {}

    /**
     * A scope for native memory: closing it frees every tensor made in it.
     *
     * @throws EngineMissingException if the native library is missing or does not load; the message says which jar is wanted
     */
    static NDManager newManager() {
        return loaded(Engine::newBaseManager);
    }

    /** Its name and version. @throws EngineMissingException as {@link #newManager} does */
    static String version() {
        return loaded(engine -> engine.getEngineName() + " " + engine.getVersion());
    }

    private static <T> T loaded(Function<Engine, T> use) {
        setUnlessSet("ai.djl.offline");
        setUnlessSet("OPT_OUT_TRACKING");
        try {
            return use.apply(Engine.getEngine("PyTorch"));
        } catch (EngineException | LinkageError failed) {
            throw new EngineMissingException(missing(), failed);
        }
    }

    private static String missing() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String platform = (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux") + "-"
                + System.getProperty("os.arch").replace("amd64", "x86_64");
        return "the PyTorch engine could not be loaded: its native library for this machine must be on the class path, as"
                + " ai.djl.pytorch:pytorch-jni and ai.djl.pytorch:pytorch-native-cpu with classifier " + platform
                + "; the cause below says what failed";
    }

    private static void setUnlessSet(String property) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, "true");
        }
    }
}
