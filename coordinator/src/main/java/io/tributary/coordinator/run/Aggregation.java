package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.registry.VersionWriter;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StoreException;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the next model version from a round's accepted updates. When repeated, it finds the version that it made before. */
final class Aggregation {
    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;

    Aggregation(PlannedRun run, Fence fence, RunServices services) {
        this.run = run;
        this.fence = fence;
        this.services = services;
    }

    RoundEvent perform(int round, int modelVersion, List<String> devices, RoundKeyPair key)
            throws RejectedException, AggregationException, InterruptedException {
        ModelVersion next = madeBefore(round, modelVersion + 1).orElse(null);
        if (next == null) {
            next = make(round, modelVersion, devices, key);
        }
        return new RoundEvent.VersionCommitted(round, next.manifest().version(),
                next.manifest().sha256());
    }

    private Optional<ModelVersion> madeBefore(int round, int version) {
        return services.storage().registry().manifest(run.plan().model(), version)
                .filter(there -> there.manifest().origin().run().equals(run.run())
                        && there.manifest().origin().round() == round);
    }

    private ModelVersion make(int round, int modelVersion, List<String> devices, RoundKeyPair key)
            throws RejectedException, AggregationException, InterruptedException {
        ModelRegistry registry = services.storage().registry();
        ModelVersion model = registry.manifest(run.plan().model(), modelVersion).orElseThrow();
        List<AcceptedUpdate> updates = RowsToSum.of(services.storage(), run.run(), round, devices);
        Origin origin = new Origin(model.hash(), run.run(), round, run.planHash(),
                Reports.of(updates.stream().map(AcceptedUpdate::report).toList()));
        Strategy strategy = Strategy.of(run.plan(), round);
        try (SealedUpdates source = SealedUpdates.open(services.storage().objects(), run,
                new SealedUpdates.Round(round, modelVersion, key), updates, executor());
                VersionWriter next = registry.next(run.plan(), origin, model)) {
            RangeJob job = new RangeJob(run.plan().layout(), run.plan().update(), strategy, source,
                    (chunk, into) -> registry.read(model.manifest(), chunk, into),
                    StrategyState.of(strategy, run.run(), model, registry, next.state()),
                    (chunk, values, _) -> next.write(chunk, values));
            run(withServerUpdate(job, round, model), next, () -> shared(round, modelVersion, updates, origin));
            return next.commit(fence);
        } catch (StoreException | IllegalStateException broken) {
            services.compute().team().ifPresent(RangeTeam::failed);
            throw broken;
        }
    }

    /** As many cores as other runs that aggregate now have. */
    private RangeExecutor executor() {
        return services.compute().executor().of(run.run());
    }

    /** On this member's threads, or together with other members. */
    private void run(RangeJob job, VersionWriter next, Supplier<RangeOrder.Job> shared)
            throws AggregationException, InterruptedException {
        Optional<RangeTeam> team = services.compute().team();
        if (team.isEmpty()) {
            job.run(executor());
            return;
        }
        RangeOrder.Job said = shared.get();
        try (TeamExecutor together = team.get().on(said, said.reports().count(), next::adopt)) {
            job.run(together);
        }
    }

    /** What other members are told, so that they open the same updates. */
    private RangeOrder.Job shared(int round, int modelVersion, List<AcceptedUpdate> updates, Origin origin) {
        Set<String> summed = updates.stream().map(AcceptedUpdate::device).collect(Collectors.toSet());
        List<String> excluded = services.storage().rounds().accepted(run.run(), round).stream()
                .map(AcceptedUpdate::device).filter(device -> !summed.contains(device)).toList();
        return new RangeOrder.Job(UUID.randomUUID().toString(), run.run(), fence.epoch(), round, modelVersion, excluded,
                Objects.requireNonNull(origin.reports()));
    }

    /** Adds the coordinator's own update to the job if the rule compares updates with one. */
    private RangeJob withServerUpdate(RangeJob job, int round, ModelVersion model) throws InterruptedException {
        if (!ServerUpdate.isNeeded(run.plan())) {
            return job;
        }
        LocalTrainer trainer =
                services.compute().trainer().apply(run.plan()).orElseThrow(() -> new IllegalStateException(
                        "the rule flTrust needs an update that the coordinator trains itself, and it was started without a trainer"));
        float[] vector = services.storage().registry().load(run.plan().model(), model.manifest().version());
        return job.withReference(ServerUpdate.train(trainer, run.plan(), round, vector));
    }
}
