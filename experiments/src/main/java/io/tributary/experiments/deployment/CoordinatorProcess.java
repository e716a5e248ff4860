package io.tributary.experiments.deployment;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A coordinator in a JVM of its own. */
final class CoordinatorProcess implements CoordinatorHost {
    private static final int POLL_MILLIS = 50;
    private static final int START_SECONDS = 120;

    private final String name;
    private final SiblingJvm jvm;
    private final ProcessFile.Listening listening;
    private final String token;

    private CoordinatorProcess(String name, SiblingJvm jvm, ProcessFile.Listening listening, String token) {
        this.name = name;
        this.jvm = jvm;
        this.listening = listening;
        this.token = token;
    }

    /** Starts one and waits until it listens. */
    static CoordinatorProcess start(ProcessFile.CoordinatorPart part, Path folder, Consumer<String> said)
            throws IOException, InterruptedException, RunFailedException {
        return start("coordinator", part, folder, said);
    }

    /** The same under another name. */
    static CoordinatorProcess start(String name, ProcessFile.CoordinatorPart part, Path folder, Consumer<String> said)
            throws IOException, InterruptedException, RunFailedException {
        Path file = folder.resolve(name + "-part.json");
        ProcessFile.write(file, part);
        SiblingJvm jvm = SiblingJvm.start(
                SiblingLaunch.forwarding(name, CoordinatorMain.class, List.of(file.toString()), said));
        boolean started = false;
        try {
            CoordinatorProcess process =
                    new CoordinatorProcess(name, jvm, await(jvm, Path.of(part.answer())), part.token());
            started = true;
            return process;
        } finally {
            if (!started) {
                jvm.close();
            }
        }
    }

    private static ProcessFile.Listening await(SiblingJvm jvm, Path answer)
            throws IOException, InterruptedException, RunFailedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(answer)) {
            if (System.nanoTime() > until) {
                throw new RunFailedException("the coordinator did not listen within " + START_SECONDS + " s");
            }
            if (ended(jvm)) {
                throw new RunFailedException("the coordinator's process ended with " + jvm.exit().join()
                        + " before it listened; what it said stands above");
            }
        }
        return ProcessFile.read(answer, ProcessFile.Listening.class);
    }

    private static boolean ended(SiblingJvm jvm) throws InterruptedException {
        try {
            jvm.exit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiting for a process failed", impossible);
        }
    }

    /** Tells a watch if the process ends by itself. */
    @Override
    public void watchedBy(RunWatch watch) {
        var _ = jvm.exit().thenAccept(code -> watch.fail("the coordinator's process ended with " + code));
    }

    /** Under which its lines are shown. */
    String name() {
        return name;
    }

    /** Its process id. */
    long pid() {
        return jvm.pid();
    }

    /** Where other members reach it. */
    String memberAddress() {
        return listening.memberAddress();
    }

    /** Completes with its exit code. */
    CompletableFuture<Integer> exit() {
        return jvm.exit();
    }

    /** Ends it at once, as a power cut would. */
    void kill() {
        jvm.kill();
    }

    @Override
    public URI uri() {
        return URI.create(listening.uri());
    }

    @Override
    public VerifyingKey key() {
        return ProcessFile.key(listening.registrar());
    }

    @Override
    public String operatorToken() {
        return token;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
