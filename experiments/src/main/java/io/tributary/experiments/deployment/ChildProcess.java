package io.tributary.experiments.deployment;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A JVM with a part of the experiment in it. */
final class ChildProcess {
    private ChildProcess() {}

    /** Starts one; what it says goes to the sink, its name in front. */
    static SiblingJvm start(String name, Class<?> main, Path part, Consumer<String> said) throws IOException {
        return SiblingJvm.start(SiblingLaunch.forwarding(name, main, List.of(part.toString()), said));
    }
}
