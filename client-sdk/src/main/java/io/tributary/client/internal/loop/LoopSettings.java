package io.tributary.client.internal.loop;

import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.round.ChannelKeeper;
import io.tributary.client.internal.round.DeclineStep;
import io.tributary.client.internal.round.FetchStep;
import io.tributary.client.internal.round.PlanStep;
import io.tributary.client.internal.round.ReportStep;
import io.tributary.client.internal.round.RoundRunner;
import io.tributary.client.internal.round.SealStep;
import io.tributary.client.internal.round.TrainStep;
import io.tributary.client.internal.round.UploadStep;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Backoff;
import io.tributary.client.internal.session.CoordinatorClock;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.Pause;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.transport.Transport;
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
public record LoopSettings(Device device, Transport transport, ModelStore shelf, UpdateJournal journal,
        DeviceStates states,
        LocalTrainer trainer, EligibilityProvider conditions, EligibilityPolicy policy, LocalLimits limits,
        ClientListener listener,
        Optional<String> enrolmentToken, InstantSource clock,
        Pause pause, RandomGenerator random) {
    /** A loop of sessions. */
    public ClientLoop loop() {
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
        RoundRunner session = new RoundRunner(steps(link, retry, fetch, fitness), lines, journal, states, announcer);
        Backoff between = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), random);
        return new ClientLoop(new ClientLoop.Parts(enrol, link,
                new CheckInStep(device, link, transport, coordinator, fitness), fetch, session, announcer, fitness,
                between,
                pause,
                coordinator));
    }

    private RoundRunner.Steps steps(AuthenticatedCalls link, Retry retry, FetchStep fetch, EligibilityCheck fitness) {
        return new RoundRunner.Steps(fetch, new TrainStep(device, trainer, states, clock, fitness),
                new SealStep(device, journal),
                new UploadStep(link, transport, retry), new ReportStep(device, link, retry),
                new DeclineStep(device, link));
    }

    @Override
    public String toString() {
        return "LoopSettings[" + device.id() + "]";
    }
}
