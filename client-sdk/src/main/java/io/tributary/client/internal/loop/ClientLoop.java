package io.tributary.client.internal.loop;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.round.InclusionCheck;
import io.tributary.client.internal.round.RoundRunner;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Backoff;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the update that was sealed before the client was started, then checks in, takes part in rounds, and waits in between: for as long
 * as the client is open, or until the coordinator says that there is no more to do. One thread, but for {@link #close} and {@link #state}.
 */
public final class ClientLoop {
    /** Denials in a row after which the device counts as not let in: they took some minutes. */
    private static final int MOST_DENIALS = 10;
    private static final Duration UNASKED = Duration.ofMinutes(1);
    private final Parts parts;
    private final CheckInAnswer.Handler work = new Work();
    private final boolean endsWithRuns;
    private int failures;
    private @Nullable Exception last;
    private int denials;
    private int ineligible;
    private volatile boolean closing;

    /** What the loop is made of. */
    record Parts(EnrolStep enrol, AuthenticatedCalls calls, CheckInStep checkIn, RoundRunner rounds, StepRunner steps,
            EligibilityCheck eligibility, Backoff backoff, InclusionCheck inclusion) {}

    ClientLoop(Parts parts, boolean endsWithRuns) {
        this.parts = parts;
        this.endsWithRuns = endsWithRuns;
    }

    /**
     * Returns when the device is not let in, with the refusal; or, if it ends with the runs, when they have ended and the final model is
     * verified and served.
     *
     * @throws InterruptedException if the client is closing
     */
    public Optional<RejectedException> run() throws InterruptedException {
        while (!ended()) {
            requireNotClosing();
            if (denials >= MOST_DENIALS && last instanceof RejectedException denied) {
                return Optional.of(denied);
            }
            if (failures > 0 && last != null) {
                parts.backoff().awaitAfter(failures, last);
            } else if (failures > 0) {
                parts.backoff().awaitAfter(failures);
            }
        }
        return Optional.empty();
    }

    /** Asks whether this device's update is in a version. May be called by any thread. */
    public InclusionProof inclusion(String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return parts.inclusion().of(model, version);
    }

    /** Says that the client is closing, before its thread is interrupted: an interrupt that comes with the end of a round may be lost. */
    public void close() {
        closing = true;
    }

    /** What the client does now; for any thread. */
    public ClientState state() {
        return parts.steps().state();
    }

    /** Tells the listener that the client has ended. */
    public void tellEnd(ClientEnd why, String detail) {
        parts.steps().tell(new ClientEvent.Ended(Phase.END, "", 0, why, detail));
    }

    private void requireNotClosing() throws InterruptedException {
        if (closing) {
            throw new InterruptedException("the client is closing");
        }
    }

    private boolean ended() throws InterruptedException {
        try {
            return once();
        } catch (RejectedException refused) {
            failed(refused);
            count(refused.reason());
        } catch (TransportException | TrainingException | IOException | RuntimeException announced) {
            failed(announced);
        }
        return false;
    }

    /** The step runner has told the listener and the log: what is left to do is to wait and go on. */
    private void failed(Exception announced) {
        failures++;
        last = announced;
    }

    /** Another session of the device was opened: that is no denial of this one. That copies of it are in use is one, for good. */
    private void count(Reason reason) {
        if (reason == Reason.REVOKED || reason == Reason.CLONED) {
            denials = MOST_DENIALS;
        } else if (reason.isDenial() && reason != Reason.SUPERSEDED) {
            denials++;
        }
    }

    private boolean once()
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        enrol();
        Optional<SealedUpdate> unfinished = parts.rounds().unfinished();
        if (unfinished.isPresent()) {
            open(unfinished.get().offer().content());
            count(parts.rounds().resume(unfinished.get()));
            return false;
        }
        if (waitsUntilEligible()) {
            return false;
        }
        try {
            return parts.steps().step(Phase.CHECK_IN, "", 0, this::awaitWork).handle(work);
        } catch (TransportException broken) {
            parts.checkIn().disconnect();
            throw broken;
        }
    }

    /** Asks for work until there is some, or the device has something else to do. That it waits is told once. */
    private CheckInAnswer awaitWork()
            throws RejectedException, TransportException, IOException, InterruptedException {
        parts.checkIn().connect();
        String ended = parts.checkIn().ended();
        parts.steps().tell(new ClientEvent.Waiting(Phase.CHECK_IN, ended, 0,
                ended.isEmpty() ? "a round" : "a round of the next run, after run " + ended));
        CheckInAnswer answer = heardOf(parts.checkIn().checkIn());
        while (answer instanceof CheckInAnswer.Idle idle) {
            succeeded();
            parts.backoff().awaitAbout(idle.retry());
            requireNotClosing();
            if (!parts.eligibility().lacking().isEmpty() || parts.enrol().isDue()) {
                return new CheckInAnswer.Idle(Duration.ZERO);
            }
            answer = heardOf(parts.checkIn().checkIn());
        }
        return answer;
    }

    /** A coordinator that says again what was heard already has nothing new. */
    private CheckInAnswer heardOf(CheckInAnswer answer) {
        return answer instanceof CheckInAnswer.Over over && over.ended().run().equals(parts.checkIn().ended())
                ? new CheckInAnswer.Idle(UNASKED)
                : answer;
    }

    private void count(boolean wentWell) {
        if (wentWell) {
            succeeded();
        } else {
            failures++;
            last = null;
        }
    }

    private void succeeded() {
        failures = 0;
        denials = 0;
        last = null;
    }

    /** What is done with the answer to a check-in. */
    private final class Work implements CheckInAnswer.Handler {
        @Override
        public boolean idle(Duration retry) {
            return false;
        }

        @Override
        public boolean takePart(Verified<RoundOffer> offer)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            count(parts.rounds().run(offer));
            return false;
        }

        @Override
        public boolean finish(CoordinatorMessage.NoMoreWork ended)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            parts.rounds().fetchFinal(ended);
            succeeded();
            parts.checkIn().stayAfter(ended.run());
            return endsWithRuns;
        }
    }

    /** Waits instead of checking in if the device is not eligible. An update that is sealed already is delivered all the same. */
    private boolean waitsUntilEligible() throws InterruptedException {
        List<String> lacks = parts.eligibility().lacking();
        if (lacks.isEmpty()) {
            ineligible = 0;
            return false;
        }
        failures = 0;
        parts.steps().ineligible(lacks);
        parts.backoff().awaitAfter(++ineligible);
        return true;
    }

    /** Opens a session before a deadline is looked at: until then, the coordinator's clock is not known. */
    private void open(RoundOffer offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        parts.steps().step(Phase.ENROL, offer, () -> {
            parts.calls().open();
            return true;
        });
    }

    private void enrol()
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (!parts.enrol().isEnrolled()) {
            parts.steps().step(Phase.ENROL, "", 0, () -> {
                requireLetIn();
                return true;
            });
        } else if (parts.enrol().isDue()) {
            parts.steps().step(Phase.ENROL, "", 0, () -> {
                parts.enrol().renew(parts.calls());
                return true;
            });
        }
    }

    /** A token that is refused once is refused for ever. */
    private void requireLetIn() throws RejectedException, TransportException, IOException, InterruptedException {
        try {
            parts.enrol().enrol();
        } catch (RejectedException refused) {
            if (refused.reason().isDenial()) {
                denials = MOST_DENIALS;
            }
            throw refused;
        }
    }
}
