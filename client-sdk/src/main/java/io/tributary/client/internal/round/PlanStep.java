package io.tributary.client.internal.round;

import io.tributary.client.internal.model.HeldModel;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.seal.WarmUp;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Gets the owner's plan of a run: from memory or disk if its hash is known, else from the coordinator. */
final class PlanStep {
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Transport transport;
    private final ModelStore models;
    private final Retry retry;
    private Optional<Verified<RunPlan>> last = Optional.empty();

    PlanStep(Device device, AuthenticatedCalls calls, Transport transport, ModelStore models, Retry retry) {
        this.device = device;
        this.calls = calls;
        this.transport = transport;
        this.models = models;
        this.retry = retry;
    }

    /** The plan that an offer names. */
    Verified<RunPlan> plan(RoundOffer offer, Instant deadline)
            throws RejectedException, IOException, InterruptedException {
        Optional<Verified<RunPlan>> known = Stream
                .concat(last.stream(), models.held(offer.model()).map(HeldModel::plan).stream())
                .filter(plan -> plan.hash().equals(offer.planHash())).findFirst();
        Verified<RunPlan> plan = known.isPresent() ? known.get() : fetch(offer.run(), deadline);
        if (!plan.hash().equals(offer.planHash())) {
            throw new RejectedException(Reason.WRONG_PLAN, "the plan of run " + offer.run() + " has the hash "
                    + plan.hash() + " where the offer names " + offer.planHash());
        }
        requireWithin(plan.content(), offer);
        WarmUp.begin(plan.content().layout().updateSize(), plan.content().rounds());
        return plan;
    }

    private static void requireWithin(RunPlan plan, RoundOffer offer) throws RejectedException {
        if (!plan.model().equals(offer.model()) || offer.round() > plan.rounds()) {
            throw new RejectedException(Reason.WRONG_PLAN, "the plan allows " + plan.rounds() + " rounds of model '"
                    + plan.model() + "', the offer is for round " + offer.round() + " of '" + offer.model() + "'");
        }
    }

    /** A run's plan, signed by the owner. */
    Verified<RunPlan> fetch(String run, Instant deadline) throws RejectedException, IOException, InterruptedException {
        Verified<RunPlan> plan = device.keys().plan(retry.until(deadline,
                () -> calls.call(token -> transport.plan(token, run))));
        last = Optional.of(plan);
        return plan;
    }
}
