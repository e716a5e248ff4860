package io.tributary.loadtest.members;

import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.round.Address;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member of a cluster in a JVM of its own, and the faults that can be done to that process. Started again it has the same directory and
 * ports. Signals go to its own process id and to no other. One thread at a time.
 */
final class MemberProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 10;
    private final MemberPart part;
    private final List<String> prefix;
    private final List<String> options;
    private final Path file;
    private final Path log;
    private Process process;

    private MemberProcess(MemberPart part, List<String> prefix, List<String> options, Path file, Path log)
            throws IOException {
        this.part = part;
        this.prefix = List.copyOf(prefix);
        this.options = List.copyOf(options);
        this.file = file;
        this.log = log;
        this.process = launch();
    }

    /**
     * Starts one, and returns at once.
     *
     * @param prefix words before the command, such as those that put it into a network of its own
     * @param options of its JVM
     */
    static MemberProcess start(MemberPart part, List<String> prefix, List<String> options) throws IOException {
        Path file = Path.of(part.directory()).resolveSibling(part.name() + ".json");
        part.write(file);
        return new MemberProcess(part, prefix, options, file, file.resolveSibling(part.name() + ".log"));
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(part.answer());
        List<String> command = new ArrayList<>(prefix);
        command.addAll(new SiblingLaunch(part.name(), MemberMain.class, List.of(file.toString()), options, _ -> {},
                _ -> {}).command());
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /** Waits until it listens. */
    Address awaitListening() throws Exception {
        long until = System.nanoTime() + START.toNanos();
        while (!Files.exists(part.answer())) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(part.name() + " did not start; it said:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return new Address(uri(), VerifyingKey.of(Base64.getDecoder().decode(Files.readString(part.answer()))),
                part.shared().token());
    }

    /** Whether it runs, or is paused. */
    boolean isAlive() {
        return process.isAlive();
    }

    String name() {
        return part.name();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + part.port());
    }

    /** What its processes have said so far. */
    String said() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** {@code kill -9}; returns when the process is gone. */
    void kill() throws Exception {
        signal("KILL");
        process.waitFor();
    }

    /** SIGTERM; how long it took until the process had drained and was gone. */
    Duration stop() throws Exception {
        long begin = System.nanoTime();
        signal("TERM");
        if (!process.waitFor(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(part.name() + " did not end within " + DRAIN);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Starts again after a kill or stop, and returns at once. */
    void startAgain() throws IOException {
        process = launch();
    }

    /** SIGSTOP. */
    void pause() throws Exception {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " " + process.pid() + " ended with " + code);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
