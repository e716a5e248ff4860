package io.tributary.experiments.sweep;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Plays one run of a sweep. Implementations are thread-safe. */
@FunctionalInterface
public interface RunLauncher {
    /**
     * Plays it to its end.
     *
     * @param name of the run, for messages
     * @param arguments of the command: {@code run CONFIG --out DIR ...}
     * @param lines is given each line that it says
     * @return its exit code
     * @throws InterruptedException if it was stopped; the run has ended then
     */
    int run(String name, List<String> arguments, Consumer<String> lines) throws IOException, InterruptedException;
}
