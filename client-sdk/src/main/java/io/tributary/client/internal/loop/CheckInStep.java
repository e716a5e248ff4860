package io.tributary.client.internal.loop;

import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.round.ModelAtHand;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.CoordinatorClock;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks for work, and verifies the coordinator's signature of an offer. */
final class CheckInStep {
    /** Less than the 30 s after which a silent connection is closed. */
    private static final Duration WAIT = Duration.ofSeconds(25);
    /** Between two questions of a device that heard of the end of the last run already. */
    private static final Duration UNASKED = Duration.ofMinutes(1);
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Transport transport;
    private final CoordinatorClock coordinator;
    private final EligibilityCheck eligibility;
    private final ModelAtHand atHand;
    private final Subscription subscription;
    private final ModelStore models;
    private String ended = "";

    CheckInStep(Device device, AuthenticatedCalls calls, Transport transport, CoordinatorClock coordinator,
            EligibilityCheck eligibility, ModelAtHand atHand, Subscription subscription,
            ModelStore models) {
        this.device = device;
        this.calls = calls;
        this.transport = transport;
        this.coordinator = coordinator;
        this.eligibility = eligibility;
        this.atHand = atHand;
        this.subscription = subscription;
        this.models = models;
    }

    /** The coordinator could not be asked: it is connected to anew. */
    void disconnect() {
        calls.forget();
    }

    /** Connects: afterwards a session is open, and the coordinator's clock is known. */
    void connect() throws RejectedException, TransportException, InterruptedException {
        calls.open();
    }

    /** The run whose end was heard of last, for a device that stays; empty before the first. */
    String ended() {
        return ended;
    }

    /** The end of this run was heard of, and everything done that follows: another run is waited for. */
    void stayAfter(String run) {
        ended = run;
    }

    /** Asks once. A coordinator that says again what was heard already has nothing new. */
    CheckInAnswer checkIn() throws RejectedException, TransportException, InterruptedException {
        Map<String, Integer> holds = holds();
        DeviceMessage.CheckIn idle =
                new DeviceMessage.CheckIn(device.id(), eligibility.resources(), WAIT.toMillis(),
                        ended.isEmpty() ? null : ended, subscription.names(), holds);
        calls.settle();
        CoordinatorMessage answer = calls.call(token -> transport.send(token, idle));
        if (answer instanceof CoordinatorMessage.Wait wait) {
            return waiting(wait, holds);
        }
        if (answer instanceof CoordinatorMessage.Assignment assignment) {
            coordinator.heard(assignment.now());
            atHand.came(assignment.model());
            return new CheckInAnswer.Round(device.keys().offer(assignment.offer()));
        }
        if (answer instanceof CoordinatorMessage.NoMoreWork over) {
            return over.run().equals(ended) ? new CheckInAnswer.Idle(UNASKED) : new CheckInAnswer.Over(over);
        }
        throw new RejectedException(Reason.MALFORMED,
                "a check-in is answered by wait, assignment or no-more-work, not by "
                        + answer.getClass().getSimpleName());
    }

    private Map<String, Integer> holds() {
        return models.versions().entrySet().stream().filter(served -> subscription.takes(served.getKey()))
                .limit(DeviceMessage.CheckIn.MOST_MODELS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A coordinator that tells of a version that is here, or of a model of others, tells nothing. */
    private CheckInAnswer waiting(CoordinatorMessage.Wait wait, Map<String, Integer> holds) {
        CoordinatorMessage.Wait.Newer newer = wait.newer();
        if (newer != null && subscription.takes(newer.model())
                && newer.modelVersion() > holds.getOrDefault(newer.model(), -1)) {
            return new CheckInAnswer.Newer(
                    new CoordinatorMessage.NoMoreWork(newer.run(), newer.model(), newer.modelVersion()));
        }
        String over = wait.ended();
        return over == null || over.equals(ended) ? new CheckInAnswer.Idle(Duration.ofMillis(wait.retryMillis()))
                : new CheckInAnswer.OverWithout(over);
    }
}
