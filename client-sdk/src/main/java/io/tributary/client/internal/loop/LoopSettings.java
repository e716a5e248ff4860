package io.tributary.client.internal.loop;

import io.tributary.client.event.ClientListener;
import io.tributary.client.internal.application.ApplicationCode;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.member.KnownMembers;
import io.tributary.client.internal.round.ChannelKeeper;
import io.tributary.client.internal.round.DeclineStep;
import io.tributary.client.internal.round.FetchStep;
import io.tributary.client.internal.round.InclusionCheck;
import io.tributary.client.internal.round.ModelAtHand;
import io.tributary.client.internal.round.PlanFit;
import io.tributary.client.internal.round.ReportStep;
import io.tributary.client.internal.round.RoundRunner;
import io.tributary.client.internal.round.SealStep;
import io.tributary.client.internal.round.ServedNews;
import io.tributary.client.internal.round.TrainStep;
import io.tributary.client.internal.round.UploadStep;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.CoordinatorClock;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.EnrolStep;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.session.Timing;
import io.tributary.client.internal.transport.Transport;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client was given, and how its parts are put together.
 *
 * @param data what the device's data is, if it says so
 * @param admission how the device gets in
 */
public record LoopSettings(Device device, EnrolStep.Admission admission, LocalTrainer trainer,
        EligibilityCheck eligibility, Optional<Function<ModelSignature, DataSignature>> data, ClientListener listener,
        Timing timing, Application application) {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);

    /**
     * How the client treats the application it is part of.
     *
     * @param code calls its trainer
     * @param subscription which models it takes part in
     * @param endsWithRuns whether the client ends when the runs have ended
     */
    public record Application(ApplicationCode code, Subscription subscription, boolean endsWithRuns) {}

    /** A loop that talks to the coordinator by this transport. */
    public ClientLoop loop(Transport transport, KnownMembers members, DeviceFiles files) {
        StepRunner runner = new StepRunner(listener, transport, timing.clock());
        EnrolStep enrol = new EnrolStep(device, transport, admission, timing.clock());
        CoordinatorClock clock = new CoordinatorClock(timing.durations());
        AuthenticatedCalls calls = new AuthenticatedCalls(device, transport, members, enrol, clock);
        Retry retry = new Retry(clock, timing.backoff(FIRST_RETRY, Duration.ofSeconds(10)));
        ChannelKeeper.Channels channels = new ChannelKeeper.Channels(device, calls, transport,
                timing.backoff(FIRST_RETRY, Duration.ofSeconds(30)));
        ModelAtHand atHand = new ModelAtHand();
        RoundRunner rounds = new RoundRunner(steps(transport, files, calls, retry, atHand), channels, files.journal(),
                files.states(), runner, new ServedNews(files.models(), runner));
        CheckInStep checkIn = new CheckInStep(device, calls, transport, clock, eligibility, atHand,
                application.subscription(), files.models());
        return new ClientLoop(new ClientLoop.Parts(enrol, calls, checkIn, rounds, runner, eligibility,
                timing.backoff(Duration.ofMillis(500), Duration.ofMinutes(1)),
                new OtherModels(application.subscription(),
                        timing.backoff(Duration.ofMillis(500), Duration.ofSeconds(10))),
                new InclusionCheck(device, calls, transport, files.models())), application.endsWithRuns());
    }

    private RoundRunner.Steps steps(Transport transport, DeviceFiles files, AuthenticatedCalls calls, Retry retry,
            ModelAtHand atHand) {
        return new RoundRunner.Steps(
                new FetchStep(device, calls, transport, files.models(), retry,
                        new PlanFit(eligibility, data, trainer, application.code()),
                        files.states(), atHand),
                new TrainStep(device, trainer, files.states(), timing.durations(), eligibility, application.code(),
                        retry),
                new SealStep(device, files.journal()), new UploadStep(calls, transport, retry),
                new ReportStep(device, calls, retry), new DeclineStep(device, calls));
    }

    @Override
    public String toString() {
        return "LoopSettings[" + device.id() + "]";
    }
}
