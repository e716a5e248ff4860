package io.tributary.loadtest.fault;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.round.Address;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A coordinator in a JVM of its own, and the faults that can be done to that process. Started again it has the same directory and
 * port. Signals go to its own process id and to no other. One thread.
 */
final class CoordinatorProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private final Setting setting;
    private SiblingJvm jvm;
    private Address address;

    /**
     * Which coordinator.
     *
     * @param name for messages
     * @param state where it keeps its state
     * @param address where it writes its address
     * @param owner the key that signs plans
     * @param options of its JVM
     */
    record Setting(String name, Path state, Path address, SigningKey owner, List<String> options) {}

    private CoordinatorProcess(Setting setting, SiblingJvm jvm, Address address) {
        this.setting = setting;
        this.jvm = jvm;
        this.address = address;
    }

    /** Starts one on a free port, and waits until it listens. */
    static CoordinatorProcess start(Setting setting) throws Exception {
        SiblingJvm jvm = launch(setting, 0);
        boolean listens = false;
        try {
            CoordinatorProcess coordinator =
                    new CoordinatorProcess(setting, jvm, Address.await(setting.address(), jvm));
            listens = true;
            return coordinator;
        } finally {
            if (!listens) {
                jvm.close();
            }
        }
    }

    private static SiblingJvm launch(Setting setting, int port) throws IOException {
        Files.deleteIfExists(setting.address());
        return SiblingJvm.start(new SiblingLaunch(setting.name(), FaultCoordinator.class,
                List.of(setting.state().toString(), setting.address().toString(), Integer.toString(port),
                        Base64.getEncoder().encodeToString(setting.owner().publicKey().raw())),
                setting.options(), System.err::println, System.err::println));
    }

    /** Where it listens. */
    Address address() {
        return address;
    }

    /** Its process id. */
    long pid() {
        return jvm.pid();
    }

    /** {@code kill -9}; returns when the process is gone. */
    void kill() throws Exception {
        signal("KILL");
        jvm.exit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        jvm.close();
    }

    /** SIGTERM; returns when the process has drained and is gone. */
    void stop() throws Exception {
        signal("TERM");
        jvm.exit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        jvm.close();
    }

    /** Starts again after a kill or stop, and waits until it listens. */
    void restart() throws Exception {
        jvm = launch(setting, address.uri().getPort());
        address = Address.await(setting.address(), jvm);
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
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " " + jvm.pid() + " ended with " + code);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
