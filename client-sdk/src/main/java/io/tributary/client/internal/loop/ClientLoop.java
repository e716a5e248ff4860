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
import io.tributary.client.internal.session.Tally;
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

/**
 * Delivers the update that was sealed before the client was started, then checks in, takes part in rounds, and waits in between: for as long
 * as the client is open, or until the coordinator says that there is no more to do. One thread, but for {@link #close} and {@link #state}.
 */
public final class ClientLoop {
    private final Parts parts;
    private final FailureStreak failures;
    private final EntrySteps entry;
    private final CheckInAnswer.Handler work = new Work();
    private final boolean endsWithRuns;
    private int ineligible;
    private volatile boolean closing;

    /** What the loop is made of. */
    record Parts(EnrolStep enrol, AuthenticatedCalls calls, CheckInStep checkIn, RoundRunner rounds, StepRunner steps,
            EligibilityCheck eligibility, Backoff backoff, OtherModels others, InclusionCheck inclusion) {}

    ClientLoop(Parts parts, boolean endsWithRuns) {
        this.parts = parts;
        this.failures = new FailureStreak(parts.backoff());
        this.entry = new EntrySteps(parts.enrol(), parts.calls(), parts.steps(), failures);
        this.endsWithRuns = endsWithRuns;
    }

    /**
     * Returns when the device is not let in, with the refusal; or, if it ends with the runs, when they have ended and the final model, if
     * one was made, is verified and served.
     *
     * @throws InterruptedException if the client is closing
     */
    public Optional<RejectedException> run() throws InterruptedException {
        while (!ended()) {
            requireNotClosing();
            if (failures.denial().isPresent()) {
                return failures.denial();
            }
            failures.await();
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

    /** What was done so far; for any thread. */
    public Tally tally() {
        return parts.steps().tally();
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

    /** The step runner has told the listener and the log of what failed: what is left to do is to wait and go on. */
    private boolean ended() throws InterruptedException {
        try {
            return once();
        } catch (RejectedException refused) {
            failures.refused(refused);
        } catch (TransportException | TrainingException | IOException | RuntimeException announced) {
            failures.failed(announced);
        }
        return false;
    }

    private boolean once()
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        entry.enrol();
        Optional<SealedUpdate> unfinished = parts.rounds().unfinished();
        if (unfinished.isPresent()) {
            entry.open(unfinished.get().offer().content());
            failures.roundOver(parts.rounds().resume(unfinished.get()));
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
        CheckInAnswer answer = parts.checkIn().checkIn();
        while (answer instanceof CheckInAnswer.Idle idle) {
            failures.succeeded();
            parts.backoff().awaitAbout(idle.retry());
            requireNotClosing();
            if (!parts.eligibility().lacking().isEmpty() || parts.enrol().isDue()) {
                return new CheckInAnswer.Idle(Duration.ZERO);
            }
            answer = parts.checkIn().checkIn();
        }
        return answer;
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
            String model = offer.content().model();
            if (!parts.others().takes(model)) {
                parts.rounds().decline(offer, Reason.NOT_ELIGIBLE, parts.others().words(model));
                failures.succeeded();
                parts.others().await();
                return false;
            }
            parts.others().wanted();
            failures.roundOver(parts.rounds().run(offer));
            return false;
        }

        @Override
        public boolean finish(CoordinatorMessage.NoMoreWork ended)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            if (parts.others().takes(ended.model())) {
                parts.rounds().fetchFinal(ended);
            }
            return finishWithout(ended.run());
        }

        @Override
        public boolean keep(CoordinatorMessage.NoMoreWork version)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            parts.rounds().fetchNewer(version);
            failures.succeeded();
            return false;
        }

        @Override
        public boolean finishWithout(String run) {
            failures.succeeded();
            parts.checkIn().stayAfter(run);
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
        failures.rests();
        parts.steps().ineligible(lacks);
        parts.backoff().awaitAfter(++ineligible);
        return true;
    }
}
