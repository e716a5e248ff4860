package io.tributary.client.internal.loop;

import io.tributary.client.event.Phase;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.round.FetchStep;
import io.tributary.client.internal.round.RoundRunner;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Backoff;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.Pause;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings what an earlier life sealed to its end, then checks in, takes part in rounds, and waits in between, until the coordinator
 * says that there is no more to do. One thread, but for {@link #close}.
 */
public final class ClientLoop {
    private static final Duration FINAL_PATIENCE = Duration.ofMinutes(2);
    private final Parts parts;
    private int failures;
    private int refrained;
    private volatile boolean closing;

    /** What the loop is made of. */
    record Parts(EnrolStep enrol, AuthenticatedCalls link, CheckInStep checkIn, FetchStep fetch, RoundRunner session,
            StepRunner announcer,
            EligibilityCheck fitness, Backoff backoff, Pause pause, InstantSource clock) {}

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
                parts.pause().pause(parts.backoff().after(failures));
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
            failures++; // the announcer has told the listener and the log: what is left to do is to wait and go on
            return false;
        }
    }

    private boolean once()
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        enrol();
        Optional<SealedUpdate> unfinished = parts.session().unfinished();
        if (unfinished.isPresent()) {
            open(unfinished.get().offer().content());
            failures = parts.session().resume(unfinished.get()) ? 0 : failures + 1;
            return false;
        }
        if (refrains()) {
            return false;
        }
        CheckInAnswer work = parts.announcer().step(Phase.CHECK_IN, "", 0, parts.checkIn()::checkIn);
        if (work instanceof CheckInAnswer.Over over) {
            finish(over);
            return true;
        }
        if (work instanceof CheckInAnswer.Round round) {
            failures = parts.session().run(round.offer()) ? 0 : failures + 1;
        } else if (work instanceof CheckInAnswer.Idle idle) {
            failures = 0;
            parts.pause().pause(parts.backoff().spread(idle.retry()));
        }
        return false;
    }

    /** Waits instead of checking in if the device is not eligible; what it sealed before is delivered all the same. */
    private boolean refrains() throws InterruptedException {
        List<String> lacks = parts.fitness().lacking();
        if (lacks.isEmpty()) {
            refrained = 0;
            return false;
        }
        failures = 0;
        parts.announcer().ineligible(lacks);
        parts.pause().pause(parts.backoff().after(++refrained));
        return true;
    }

    /** Before anything is called late: until a session is open, the coordinator's clock is not known. */
    private void open(RoundOffer offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        parts.announcer().step(Phase.ENROL, offer, () -> {
            parts.link().open();
            return true;
        });
    }

    private void enrol()
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (!parts.enrol().isEnrolled()) {
            parts.announcer().step(Phase.ENROL, "", 0, () -> {
                parts.enrol().enrol();
                return true;
            });
        } else if (parts.enrol().isDue()) {
            parts.announcer().step(Phase.ENROL, "", 0, () -> {
                parts.enrol().renew(parts.link());
                return true;
            });
        }
    }

    private void finish(CheckInAnswer.Over over)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        parts.announcer().step(Phase.FETCH, over.ended().run(), 0, () -> {
            parts.fetch().fetchFinal(over.ended(), parts.clock().instant().plus(FINAL_PATIENCE));
            return true;
        });
    }
}
