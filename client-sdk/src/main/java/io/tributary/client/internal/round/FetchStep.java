package io.tributary.client.internal.round;

import io.tributary.client.internal.model.Download;
import io.tributary.client.internal.model.HeldModel;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.model.NetworkCopy;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.Lineage;
import io.tributary.client.internal.trust.Verified;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fetches a model version, verifies it and its place in the lineage, and keeps it. Only chunks that the device lacks are fetched, or the
 * steps to them.
 */
public final class FetchStep {
    private static final Duration FINAL_PATIENCE = Duration.ofMinutes(2);
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Transport transport;
    private final ModelStore models;
    private final PlanStep plans;
    private final Retry retry;
    private final PlanFit fit;
    private final DeviceStates states;
    private final LineageCheck lineage;
    private final ModelAtHand atHand;

    public FetchStep(Device device, AuthenticatedCalls calls, Transport transport, ModelStore models, Retry retry,
            PlanFit fit, DeviceStates states, ModelAtHand atHand) {
        this.device = device;
        this.calls = calls;
        this.transport = transport;
        this.models = models;
        this.lineage = new LineageCheck(device.keys());
        this.plans = new PlanStep(device, calls, transport, models, retry);
        this.retry = retry;
        this.fit = fit;
        this.states = states;
        this.atHand = atHand;
    }

    /**
     * All that a round needs, verified.
     *
     * @param model the flat vector to train from
     */
    record Fetched(Verified<RoundOffer> offer, Verified<RunPlan> plan, float[] model) {}

    /** Fetches the plan and the model that an offer names. */
    Fetched fetch(Verified<RoundOffer> verified)
            throws RejectedException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = verified.content();
        Instant deadline = Instant.ofEpochMilli(offer.deadline());
        retry.requireInTime(deadline);
        Optional<HeldModel> held = models.held(offer.model());
        if (held.isPresent()) {
            Lineage.requireForward(held.get().manifest(), offer.modelVersion(), offer.manifestHash());
        }
        Verified<RunPlan> plan = plans.plan(offer, deadline);
        fit.require(plan.content());
        fetchNetwork(plan.content(), deadline);
        fit.requireKnown(plan.content(), retry.left(deadline));
        Verified<ModelManifest> manifest = manifest(offer, held, deadline);
        return new Fetched(verified, plan, download(HeldModel.of(plan, manifest), deadline));
    }

    private Verified<ModelManifest> manifest(RoundOffer offer, Optional<HeldModel> held, Instant deadline)
            throws RejectedException, IOException, InterruptedException {
        if (held.isPresent() && held.get().manifest().hash().equals(offer.manifestHash())) {
            return held.get().manifest();
        }
        Verified<ModelManifest> manifest =
                manifest(offer.model(), offer.modelVersion(), deadline, atHand.manifest(offer.manifestHash()));
        if (!manifest.hash().equals(offer.manifestHash())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "the manifest of '" + offer.model() + "' version "
                    + offer.modelVersion() + " has the hash " + manifest.hash() + " where the offer names "
                    + offer.manifestHash());
        }
        return manifest;
    }

    /** Fetches the version to keep when nothing is left to do, and deletes what was kept for rounds. */
    void fetchFinal(CoordinatorMessage.NoMoreWork ended)
            throws RejectedException, IOException, InterruptedException {
        fetchNewer(ended);
        states.end(models.runs(), DeviceMemory.LOCAL);
    }

    /** Fetches the version to keep of a run that is over. What is kept for rounds of others stays. */
    void fetchNewer(CoordinatorMessage.NoMoreWork ended)
            throws RejectedException, IOException, InterruptedException {
        Instant deadline = retry.deadlineIn(FINAL_PATIENCE);
        Optional<HeldModel> held = models.held(ended.model());
        if (held.isPresent()) {
            Lineage.requireNotOlder(held.get().manifest(), ended.modelVersion());
        }
        if (!isServed(ended)) {
            Verified<RunPlan> plan = plans.fetch(ended.run(), deadline);
            fetchNetwork(plan.content(), deadline);
            download(HeldModel.of(plan, manifest(ended.model(), ended.modelVersion(), deadline, Optional.empty())),
                    deadline);
        }
    }

    private boolean isServed(CoordinatorMessage.NoMoreWork ended) {
        return models.model(ended.model()).filter(model -> model.version() == ended.modelVersion()).isPresent();
    }

    /** @param came the manifest, if it is here already */
    private Verified<ModelManifest> manifest(String model, int version, Instant deadline,
            Optional<SignedDocument> came) throws RejectedException, IOException, InterruptedException {
        Verified<ModelManifest> manifest =
                came.isPresent() ? of(model, version, came.get()) : signed(model, version, deadline);
        Optional<HeldModel> held = models.held(model);
        if (held.isPresent()) {
            lineage.require(held.get().manifest(), manifest, last -> retry.until(deadline,
                    () -> calls.call(token -> transport.lineage(token, model, last))));
        }
        return manifest;
    }

    private Verified<ModelManifest> signed(String model, int version, Instant deadline)
            throws RejectedException, IOException, InterruptedException {
        return of(model, version,
                retry.until(deadline, () -> calls.call(token -> transport.manifest(token, model, version))));
    }

    private Verified<ModelManifest> of(String model, int version, SignedDocument signed) throws RejectedException {
        Verified<ModelManifest> manifest = device.keys().manifest(signed);
        ModelManifest content = manifest.content();
        if (!content.model().equals(model) || content.version() != version) {
            throw new RejectedException(Reason.WRONG_MODEL_VERSION, "asked for '" + model + "' version " + version
                    + ", the manifest is of '" + content.model() + "' version " + content.version());
        }
        return manifest;
    }

    /** The file that a plan names, if it names one and this device lacks it. */
    private void fetchNetwork(RunPlan plan, Instant deadline)
            throws RejectedException, IOException, InterruptedException {
        if (plan.spec().network() instanceof NetworkSpec.TorchScript network) {
            NetworkCopy copy = models.network(plan.model(), network);
            for (int next = copy.next(); next < network.parts(); next = copy.next()) {
                int part = next;
                copy.accept(part, retry.until(deadline,
                        () -> calls.call(token -> transport.network(token, plan.model(), network, part))));
            }
        }
    }

    private float[] download(HeldModel next, Instant deadline)
            throws RejectedException, IOException, InterruptedException {
        try (Download download = models.begin(next)) {
            String model = next.manifest().content().model();
            return retry.until(deadline, () -> calls.call(token -> {
                transport.chunks(token, model, atHand.fill(download), download::accept);
                transport.chunks(token, model, download.unfit(), download::accept);
                return download.finish();
            }));
        }
    }
}
