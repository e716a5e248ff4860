package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.learning.Evaluator;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs the effects of one run's rounds. Each is idempotent by run, round and effect id: repeated after a crash, it ends as if it
 * had been performed once. One thread.
 */
final class RoundEffects {
    private static final Logger LOG = LoggerFactory.getLogger(RoundEffects.class);

    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;
    private final RoundKeys keys;
    private final PastRounds past;
    private final Measurements measurements;
    private @Nullable HeldKey held;
    private boolean swept;

    /** The key of the round under way, so that it is read once. */
    private record HeldKey(int round, RoundKeyPair pair) {}

    RoundEffects(PlannedRun run, Fence fence, RunServices services, PastRounds past, Measurements measurements) {
        this.run = run;
        this.fence = fence;
        this.services = services;
        this.keys = new RoundKeys(services.storage().keys(), run.run());
        this.past = past;
        this.measurements = measurements;
    }

    /**
     * Performs one effect of a round that trains from {@code modelVersion}.
     *
     * @return the event that reports its result to the round, if it has one
     * @throws RejectedException if something stored is not what was accepted
     * @throws AggregationException if the accepted updates cannot be aggregated, whichever of them are left out
     */
    Optional<RoundEvent> perform(Effect effect, int modelVersion)
            throws RejectedException, AggregationException, InterruptedException {
        return switch (effect) {
            case Effect.MakeRoundKey make -> {
                held = new HeldKey(make.round(), keys.make(make.round()));
                yield Optional.empty();
            }
            case Effect.OpenReports open -> {
                services.storage().rounds().openReports(fence, open.round(), Set.copyOf(open.cohort()));
                services.traffic().reset();
                yield Optional.empty();
            }
            case Effect.PublishOffer publish -> Optional
                    .of(new RoundEvent.OfferPublished(publish.round(), offer(publish, modelVersion)));
            case Effect.CloseReports close -> Optional.of(closeReports(close.round()));
            case Effect.Aggregate aggregate -> Optional.of(aggregate(aggregate, modelVersion));
            case Effect.DestroyRoundKey destroy -> {
                held = null;
                keys.destroy(destroy.round());
                OperatorEvent.KEY_DESTROYED.log("run", run.run(), "round", destroy.round());
                yield Optional.empty();
            }
            case Effect.DeleteUpdates delete -> {
                // Of this round alone: no fence covers objects, and an owner that was paused here may go on long after another.
                services.storage().objects().deleteAll(UpdateObjects.ofRound(run.run(), delete.round()));
                yield Optional.empty();
            }
            case Effect.DeleteOldVersions old -> {
                deleteOldVersions(old.version());
                yield Optional.empty();
            }
            case Effect.Evaluate evaluate -> evaluate(evaluate);
        };
    }

    /** What owners that were killed left is looked for once: later rounds of this owner leave nothing, unless other members write for it. */
    private void deleteOldVersions(int newest) {
        ModelRegistry registry = services.storage().registry();
        String model = run.plan().model();
        registry.forgetStates(fence, model, newest - 1);
        registry.retain(fence, model);
        forgetBefore(oldestKeptRound(registry, model));
        if (!swept) {
            registry.sweep(model);
            swept = services.compute().team().isEmpty();
        }
    }

    private void forgetBefore(int round) {
        SortedMap<Integer, String> told = past.toReplace(round);
        services.storage().rounds().forgetBefore(fence, round, told);
        past.replaced(told.size());
    }

    /** The first round of this run whose version has its chunks: what it was made of can be asked for, so its reports are kept. */
    private int oldestKeptRound(ModelRegistry registry, String model) {
        try {
            return registry.kept(model).stream().sorted().flatMap(version -> registry.manifest(model, version).stream())
                    .map(version -> version.manifest().origin()).filter(origin -> origin.run().equals(run.run()))
                    .mapToInt(Origin::round).findFirst().orElse(0);
        } catch (DamagedException altered) {
            LOG.warn("run {} keeps what is stored of all its rounds, because a version of its model cannot be read",
                    run.run(), altered);
            return 0;
        }
    }

    /**
     * The key of a round that is not over.
     *
     * @throws io.tributary.coordinator.store.StaleEpochException if another owner ended the round and destroyed the key
     * @throws LostKeyException if the key is missing although we own the run, or is damaged
     */
    RoundKeyPair key(int round) {
        HeldKey known = held;
        if (known == null || known.round() != round) {
            known = new HeldKey(round, keys.find(round).orElseGet(() -> {
                services.storage().runs().renew(fence, OwnerLease.LENGTH);
                return keys.require(round);
            }));
            held = known;
        }
        return known.pair();
    }

    private SignedDocument offer(Effect.PublishOffer publish, int modelVersion) {
        String manifestHash = services.storage().registry().manifest(run.plan().model(), modelVersion)
                .orElseThrow(() -> new IllegalStateException("model version " + modelVersion + " is gone")).hash();
        byte[] key = key(publish.round()).publicKey().raw();
        RoundOffer offer = new RoundOffer(1, run.run(), publish.round(), run.planHash(), run.plan().model(),
                modelVersion, manifestHash, Base64.getEncoder().encodeToString(key), publish.deadline());
        return services.identity().keys().sign(SignatureContext.ROUND_OFFER, WireJson.write(offer));
    }

    private RoundEvent closeReports(int round) {
        List<String> accepted =
                services.storage().rounds().closeReports(fence, round).stream().map(AcceptedUpdate::device)
                        .toList();
        if (new HashSet<>(accepted).size() < accepted.size()) {
            throw new DamagedException("round " + round + " of run " + run.run()
                    + " has two accepted updates of one device: " + accepted);
        }
        return new RoundEvent.ReportsClosed(round, accepted, services.traffic().read());
    }

    private RoundEvent aggregate(Effect.Aggregate effect, int modelVersion)
            throws RejectedException, AggregationException, InterruptedException {
        try {
            return new Aggregation(run, fence, services)
                    .perform(effect.round(), modelVersion, effect.accepted(), key(effect.round()));
        } catch (RefusedUpdateException refused) {
            String why = String.valueOf(refused.getMessage());
            LOG.warn("run {} round {}: {}; left out", run.run(), effect.round(), why, refused);
            return new RoundEvent.UpdateExcluded(effect.round(), refused.device(), why);
        }
    }

    /** Begins to measure: what comes of it is told later. A version that is no longer kept is not measured. */
    private Optional<RoundEvent> evaluate(Effect.Evaluate effect) {
        Optional<Evaluator> evaluator = services.compute().evaluator().apply(run.plan());
        ModelRegistry registry = services.storage().registry();
        String model = run.plan().model();
        if (evaluator.isEmpty() || !registry.kept(model).contains(effect.version())) {
            return Optional.of(new RoundEvent.NotEvaluated(effect.round()));
        }
        Evaluator own = evaluator.get();
        measurements.measure(effect, services.compute().team()
                .map(team -> team.together(own, fence, effect.version())).orElse(own),
                registry.load(model, effect.version()));
        return Optional.empty();
    }
}
