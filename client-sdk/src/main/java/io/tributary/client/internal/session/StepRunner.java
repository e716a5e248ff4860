package io.tributary.client.internal.session;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs steps and tells the listener, and the log, how each of them went. */
public final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
    private final ClientListener listener;
    private final Transport transport;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private volatile ClientState state;

    /** What a step does. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;
    }

    public StepRunner(ClientListener listener, Transport transport, InstantSource clock) {
        this.listener = listener;
        this.transport = transport;
        this.clock = clock;
        this.state = ClientState.begin(clock.instant());
    }

    /** What is done at this moment; for any thread. */
    public ClientState state() {
        return state;
    }

    /** What was done so far; for any thread. */
    public Tally tally() {
        return tally;
    }

    /** Tells an event. */
    public void tell(ClientEvent event) {
        tally.note(event);
        state = state.after(event, clock.instant());
        listener.on(event);
    }

    /** Tells that the device does not check in, as these are missing. */
    public void ineligible(List<String> lacks) {
        LOG.info("not eligible: {}", lacks);
        tell(new ClientEvent.Ineligible(Phase.CHECK_IN, "", 0, List.copyOf(lacks)));
    }

    public <T> T step(Phase phase, RoundOffer offer, Step<T> step)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        return step(phase, offer.run(), offer.round(), step);
    }

    public <T> T step(Phase phase, String run, int round, Step<T> step)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        tell(new ClientEvent.Started(phase, run, round));
        Transport.Traffic before = transport.traffic();
        T result = attempt(phase, run, round, step);
        Transport.Traffic after = transport.traffic();
        tell(new ClientEvent.Finished(phase, run, round, after.up() - before.up(), after.down() - before.down()));
        return result;
    }

    private <T> T attempt(Phase phase, String run, int round, Step<T> step)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try {
            return step.run();
        } catch (RejectedException | TransportException | TrainingException | IOException | RuntimeException failure) {
            requireNotInterrupted(failure);
            LOG.info("{} failed, run '{}' round {}: {}", phase, run, round, failure.getMessage());
            tell(new ClientEvent.Failed(phase, run, round, failure));
            throw failure;
        }
    }

    /** Closing the client breaks off whatever is under way. That is no failure of the step. */
    private static void requireNotInterrupted(Exception failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException closing = new InterruptedException("the client is closing");
            closing.addSuppressed(failure);
            throw closing;
        }
    }
}
