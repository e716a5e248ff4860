package io.tributary.client;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientState;
import io.tributary.client.internal.application.ApplicationCode;
import io.tributary.client.internal.loop.ClientLoop;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.session.Tally;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.serving.EdgeModel;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device of a federation, embedded in an application: it enrols, checks in, trains on data that never leaves it, sends sealed
 * updates, and serves the newest model that it verified. Made by {@link #builder()}; thread-safe.
 *
 * <p>Everything happens on one thread of its own, a daemon: a client does not keep its application alive ({@link #run()} does), and
 * its state on disk survives a sudden end.
 */
public final class FederatedClient implements AutoCloseable {
    private final VerifyingKey identity;
    private final ClientLoop loop;
    private final ModelStore models;
    private final Resources resources;
    private final Thread thread;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile @Nullable RejectedException denial;
    private boolean started;
    private boolean closed;

    /** What the client holds and gives back when it closes, in this order. */
    record Resources(Transport transport, ModelStore models, ClientVertx vertx, ApplicationCode application,
            DirectoryLock lock) {}

    FederatedClient(String device, VerifyingKey identity, ClientLoop loop, Resources resources, ThreadFactory threads) {
        this.identity = identity;
        this.loop = loop;
        this.resources = resources;
        this.models = resources.models();
        this.thread = Objects.requireNonNull(threads.newThread(this::work),
                "the factory given to threads(...) made no thread");
        thread.setName("tributary-" + device);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, error) -> fail(error));
    }

    /**
     * A new builder.
     *
     * @throws IllegalStateException if this runs on the module path and modules that it uses were not resolved; the message names the flag
     */
    public static ClientBuilder builder() {
        JvmFlags.requireModules();
        return new ClientBuilder();
    }

    /** Asked for when it is used: {@link #builder()} must be able to say that its module is absent. */
    private static Logger log() {
        return LoggerFactory.getLogger(FederatedClient.class);
    }

    /**
     * Begins to check in and take part in rounds, in the background.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (started || closed) {
            throw new IllegalStateException("a client starts once, before it is closed: build another one");
        }
        started = true;
        thread.start();
    }

    /**
     * Starts, and returns when the client is closed; or, with {@link ClientBuilder#endsWithRuns}, when the coordinator said that its runs
     * have ended and the final model, if one was made, is verified and served.
     *
     * @throws InterruptedException if the calling thread is interrupted; the client is then closed
     * @throws DeniedException if the device is not let in: at once if its enrolment is refused or it was revoked, after ten refusals in a
     *     row, some minutes, otherwise
     * @throws IllegalStateException if it was started or closed before, or its thread died of an error
     */
    public void run() throws InterruptedException, DeniedException {
        start();
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            close();
            throw interrupted;
        }
        if (denial != null) {
            throw new DeniedException(denial);
        }
        if (failure != null) {
            throw new IllegalStateException("the client's thread died", failure);
        }
    }

    private void work() {
        try {
            Optional<RejectedException> denied = loop.run();
            denial = denied.orElse(null);
            loop.tellEnd(denied.isPresent() ? ClientEnd.DENIED : ClientEnd.RUNS_OVER,
                    denied.map(RejectedException::getMessage).orElse("the runs have ended"));
        } catch (InterruptedException closing) {
            log().debug("{} stopped", thread.getName());
            loop.tellEnd(ClientEnd.CLOSED, "the client was closed");
        }
        done.countDown();
    }

    private void fail(Throwable error) {
        log().error("{} died", thread.getName(), error);
        failure = error;
        loop.tellEnd(ClientEnd.FAILED, error.toString());
        done.countDown();
    }

    /** What it does at this moment. */
    public ClientState state() {
        return loop.state();
    }

    /** What it has done so far. */
    Tally tally() {
        return loop.tally();
    }

    /** The model that changed last, verified; empty before the first one. Served as soon as the client is built, with no network. */
    public Optional<EdgeModel> model() {
        return models.newest();
    }

    /** A model by its registry name, for a device that takes part in several. */
    public Optional<EdgeModel> model(String name) {
        return models.model(name);
    }

    /**
     * Asks the coordinator for the proof that this device's own update is in a version, and verifies it: the version's signature, the
     * device's own signature on the report, and the path from the report to the root in the manifest (RFC 6962 section 2.1.1). One
     * call, which blocks until it is answered; nothing is tried twice at one member.
     *
     * @param model registry name, as {@link EdgeModel#name} has it
     * @param version say {@link EdgeModel#version}, at least 0
     * @return the proof, verified
     * @throws RejectedException NOT_FOUND if the update is not in this version, or its report is no longer kept there; EXPIRED if the
     *     device has not joined yet; else what is wrong with what the coordinator says, for which it can be held to account
     * @throws TransportException if the network fails
     * @throws InterruptedException if the calling thread is interrupted
     */
    public InclusionProof inclusion(String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return loop.inclusion(Ids.model(model), version);
    }

    /** The public half of the device's own key. */
    public VerifyingKey publicKey() {
        return identity;
    }

    /**
     * Stops: interrupts training, breaks off every call, waits for the client's thread to end, and closes the model's predictor. A
     * trainer that ignores interruption delays it by 2 s, and keeps its thread. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            loop.close();
            thread.interrupt();
            resources.transport().close();
            join();
            if (!started) {
                loop.tellEnd(ClientEnd.CLOSED, "the client was closed before it was started");
            }
            resources.models().close();
            resources.vertx().close();
            resources.application().close();
            release();
            done.countDown();
        }
    }

    /** A listener or trainer may close the client from its own thread, which ends when they return. */
    private void join() {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread() && !resources.application().isCalling()) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                interrupted = true; // kept for the caller: no thread may outlive this method
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        try {
            resources.lock().close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the client's directory stays locked until the process ends", failed);
        }
    }

    @Override
    public String toString() {
        return "FederatedClient[" + thread.getName() + ", " + identity + "]";
    }
}
