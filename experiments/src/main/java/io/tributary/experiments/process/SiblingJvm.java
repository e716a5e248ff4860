package io.tributary.experiments.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A JVM that runs another part of this program. It ends with this process at the latest, even if this one is killed.
 * Thread-safe.
 */
public final class SiblingJvm implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final Thread out;
    private final Thread err;

    private SiblingJvm(Process process, Thread out, Thread err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts one, and returns at once.
     *
     * @throws IOException if the system refuses to
     */
    public static SiblingJvm start(SiblingLaunch launch) throws IOException {
        Process process = new ProcessBuilder(launch.command()).start();
        return new SiblingJvm(process, forward(launch.name() + "-out", process.inputReader(), launch.out()),
                forward(launch.name() + "-err", process.errorReader(), launch.err()));
    }

    /** On a platform thread: reading a pipe pins a virtual one's carrier, and two silent siblings would stop all of them. */
    private static Thread forward(String name, BufferedReader lines, Consumer<String> sink) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try (lines) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    sink.accept(line);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException("reading from sibling " + name, broken);
            }
        });
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with its exit code when it has ended. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends it at once, as a power cut would: it closes nothing. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Asks it to end, waits 15 s for that, then kills it. Its last lines have been given away when this returns. */
    @Override
    public void close() {
        stop(GRACE);
    }

    /** As {@link #close}, with a grace period of one's own. */
    public void stop(Duration grace) {
        // By its handle: the process' own destroy() also closes the pipes, and what it says last would be lost.
        process.toHandle().destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
                process.waitFor();
            }
            out.join();
            err.join();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
