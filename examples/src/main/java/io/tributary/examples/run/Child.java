package io.tributary.examples.run;

import io.tributary.examples.process.SiblingJvm;
import io.tributary.examples.process.SiblingLaunch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM with a part of the experiment in it. */
final class Child {
    private Child() {}

    /** Starts one; what it says on standard error goes to ours, named. */
    static SiblingJvm start(String name, Class<?> main, Path part) throws IOException {
        return SiblingJvm.start(SiblingLaunch.forwarding(name, main, List.of(part.toString()), System.err::println));
    }
}
