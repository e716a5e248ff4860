package io.tributary.client.internal.loop;

import io.tributary.client.event.Phase;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;

/** How the device gets in: it enrols, has its certificate renewed in time, and opens a session. One thread. */
final class EntrySteps {
    private final EnrolStep enrol;
    private final AuthenticatedCalls calls;
    private final StepRunner steps;
    private final FailureStreak failures;

    EntrySteps(EnrolStep enrol, AuthenticatedCalls calls, StepRunner steps, FailureStreak failures) {
        this.enrol = enrol;
        this.calls = calls;
        this.steps = steps;
        this.failures = failures;
    }

    /** Enrols the device if it holds no certificate, and has the one that it holds renewed if that is due. */
    void enrol() throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (!enrol.isEnrolled()) {
            steps.step(Phase.ENROL, "", 0, () -> {
                requireLetIn();
                return true;
            });
        } else if (enrol.isDue()) {
            steps.step(Phase.ENROL, "", 0, () -> {
                enrol.renew(calls);
                return true;
            });
        }
    }

    /** A token that is refused once is refused for ever. */
    private void requireLetIn() throws RejectedException, TransportException, IOException, InterruptedException {
        try {
            enrol.enrol();
        } catch (RejectedException refused) {
            if (refused.reason().isDenial()) {
                failures.deniedForGood();
            }
            throw refused;
        }
    }

    /** Opens a session before a deadline is looked at: until then, the coordinator's clock is not known. */
    void open(RoundOffer offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        steps.step(Phase.ENROL, offer, () -> {
            calls.open();
            return true;
        });
    }
}
