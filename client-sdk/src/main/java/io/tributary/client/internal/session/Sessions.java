package io.tributary.client.internal.session;

import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.serving.ModelStore;
import io.tributary.client.transport.Transport;
import io.tributary.learning.LocalTrainer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What sessions need from outside, and how the steps are put together.
 *
 * @param enrolmentToken one-time token that the device enrols with, if it needs one; a secret
 * @param random spreads waiting times; nothing that is learned depends on it
 */
public record Sessions(Device device, Transport transport, ModelStore shelf, UpdateJournal journal, DeviceStates states,
        LocalTrainer trainer, EligibilityProvider conditions, EligibilityPolicy policy, LocalLimits limits,
        ClientListener listener,
        Optional<String> enrolmentToken, InstantSource clock,
        Pause pause, RandomGenerator random) {
    /** A loop of sessions. */
    public SessionLoop loop() {
        StepRunner announcer = new StepRunner(listener, transport);
        EnrolStep enrol = new EnrolStep(device, transport, enrolmentToken, clock);
        CoordinatorClock coordinator = new CoordinatorClock(clock);
        AuthenticatedCalls link = new AuthenticatedCalls(device, transport, enrol, clock, coordinator);
        Retry retry =
                new Retry(coordinator, pause, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random));
        EligibilityCheck fitness = new EligibilityCheck(conditions, policy, limits);
        FetchStep fetch = new FetchStep(device, transport, shelf, new PlanStep(device, transport, shelf, retry), retry,
                fitness, states);
        ChannelKeeper.Lines lines = new ChannelKeeper.Lines(device, link, transport, pause,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), random));
        Session session = new Session(steps(link, retry, fetch, fitness), lines, journal, states, announcer);
        Backoff between = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), random);
        return new SessionLoop(new SessionLoop.Parts(enrol, link,
                new CheckInStep(device, link, transport, coordinator, fitness), fetch, session, announcer, fitness,
                between,
                pause,
                coordinator));
    }

    private Session.Steps steps(AuthenticatedCalls link, Retry retry, FetchStep fetch, EligibilityCheck fitness) {
        return new Session.Steps(fetch, new TrainStep(device, trainer, states, clock, fitness),
                new SealStep(device, journal),
                new UploadStep(link, transport, retry), new ReportStep(device, link, retry),
                new DeclineStep(device, link));
    }

    @Override
    public String toString() {
        return "Sessions[" + device.id() + "]";
    }
}
