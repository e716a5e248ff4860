package io.tributary.experiments.sweep;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Plays each run in a JVM of its own, so that one that runs out of memory, or wants other threads of libtorch, is no other one's matter.
 *
 * @param main the command's class, with a public {@code main}
 * @param parallel how many run at a time: they share this JVM's largest heap
 */
public record SiblingRuns(Class<?> main, int parallel) implements RunLauncher {
    private static final int MEGABYTE = 20;

    @Override
    public int run(String name, List<String> arguments, Consumer<String> lines)
            throws IOException, InterruptedException {
        List<String> heap = parallel == 1 ? List.of()
                : List.of("-Xmx" + ((Runtime.getRuntime().maxMemory() / parallel) >> MEGABYTE) + "m");
        try (SiblingJvm jvm = SiblingJvm.start(new SiblingLaunch(name, main, arguments, heap, lines, lines))) {
            return jvm.exit().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiting for " + name, impossible);
        }
    }
}
