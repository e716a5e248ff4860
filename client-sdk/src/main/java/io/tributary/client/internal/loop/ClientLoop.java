package io.tributary.client.internal.loop;

import io.tributary.client.event.Phase;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.round.RoundRunner;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Backoff;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Delivers the update that was sealed before the client was started, then checks in, takes part in rounds, and waits in between, until the
 * coordinator says that there is no more to do. One thread, but for {@link #close}.
 */
public final class ClientLoop {
    private final Parts parts;
    private final CheckInAnswer.Handler work = new Work();
    private int failures;
    private int ineligible;
    private volatile boolean closing;

    /** What the loop is made of. */
    record Parts(EnrolStep enrol, AuthenticatedCalls calls, CheckInStep checkIn, RoundRunner rounds, StepRunner steps,
            EligibilityCheck eligibility, Backoff backoff) {}

    ClientLoop(Parts parts) {
        this.parts = parts;
    }

    /**
     * Returns when the runs have ended and the final model is verified and served.
     *
     * @throws InterruptedException if the client is closing
     */
    public void run() throws InterruptedException {
        while (!ended()) {
            requireNotClosing();
            if (failures > 0) {
                parts.backoff().awaitAfter(failures);
            }
        }
    }

    /** Says that the client is closing, before its thread is interrupted: an interrupt that comes with the end of a round may be lost. */
    public void close() {
        closing = true;
    }

    private void requireNotClosing() throws InterruptedException {
        if (closing) {
            throw new InterruptedException("the client is closing");
        }
    }

    private boolean ended() throws InterruptedException {
        try {
            return once();
        } catch (RejectedException | TransportException | TrainingException | IOException announced) {
            failures++; // the step runner has told the listener and the log: what is left to do is to wait and go on
            return false;
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
        return parts.steps().step(Phase.CHECK_IN, "", 0, parts.checkIn()::checkIn).handle(work);
    }

    private void count(boolean succeeded) {
        failures = succeeded ? 0 : failures + 1;
    }

    /** What is done with the answer to a check-in. */
    private final class Work implements CheckInAnswer.Handler {
        @Override
        public boolean idle(Duration retry) throws InterruptedException {
            failures = 0;
            parts.backoff().awaitAbout(retry);
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
            return true;
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
                parts.enrol().enrol();
                return true;
            });
        } else if (parts.enrol().isDue()) {
            parts.steps().step(Phase.ENROL, "", 0, () -> {
                parts.enrol().renew(parts.calls());
                return true;
            });
        }
    }
}
