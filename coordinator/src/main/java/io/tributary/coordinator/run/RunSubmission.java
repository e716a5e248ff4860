package io.tributary.coordinator.run;

import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.start.GivenStarts;
import io.tributary.coordinator.start.NetworkParts;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.Optional;

/** Records new runs, once it was looked at whether their plans may be carried out here and now. Thread-safe; blocks on storage. */
final class RunSubmission {
    private final RunServices services;

    RunSubmission(RunServices services) {
        this.services = services;
    }

    /** As {@link Runs#create} has it, but the run is not played yet. */
    String submit(SignedDocument document, RunPlan plan, int priority) throws RejectedException {
        PlannedPlugIns.require(plan);
        requireTrainer(plan);
        requireQuota(plan);
        PlannedRun run = PlannedRun.of(RunIds.next(services.clock()), document, plan);
        Instant now = services.clock().instant();
        requireInTime(plan.use(), now);
        WaitingRuns.requireModel(services, plan);
        requireStart(plan);
        new NetworkParts(services.storage().objects()).requireWhole(plan);
        if (!services.storage().runs().create(run.run(), document, plan.use(), now, priority)) {
            throw new RejectedException(Reason.PLAN_SPENT, "as many runs as the plan allows were started with it: "
                    + plan.use().runs() + "; have its owner sign another one");
        }
        OperatorEvent.RUN_SUBMITTED.log("run", run.run(), "name", plan.name(), "model", plan.model(), "rounds",
                plan.rounds(), "priority", priority);
        return run.run();
    }

    private void requireTrainer(RunPlan plan) throws RejectedException {
        if (ServerUpdate.isNeeded(plan) && services.compute().trainer().apply(plan).isEmpty()) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "strategy.rule is flTrust, but this coordinator has no examples "
                            + "to train an update of its own on; give it some, or choose another rule");
        }
    }

    private void requireQuota(RunPlan plan) throws RejectedException {
        Optional<String> tooSmall = services.storedBytes().tooSmallFor(plan);
        if (tooSmall.isPresent()) {
            throw new RejectedException(Reason.INVALID_FIELD, tooSmall.get());
        }
    }

    /** Of a model that is there, the values that its first version began with; they need not be put again. */
    private void requireStart(RunPlan plan) throws RejectedException {
        ModelRegistry registry = services.storage().registry();
        if (plan.spec().given().isEmpty() || registry.newest(plan.model()).isEmpty()) {
            new GivenStarts(services.storage().objects()).requireWhole(plan);
            return;
        }
        Optional<String> other = RunModel.otherStart(registry, plan);
        if (other.isPresent()) {
            throw new RejectedException(Reason.INVALID_FIELD, other.get());
        }
    }

    private static void requireInTime(PlanUse use, Instant now) throws RejectedException {
        if (now.toEpochMilli() >= use.expires()) {
            throw new RejectedException(Reason.PLAN_EXPIRED, "the plan allows runs to be started before "
                    + Instant.ofEpochMilli(use.expires()) + "; have its owner sign another one");
        }
        if (now.toEpochMilli() < use.notBefore()) {
            throw new RejectedException(Reason.PLAN_NOT_YET,
                    "the plan allows runs to be started from " + Instant.ofEpochMilli(use.notBefore()) + " on");
        }
    }
}
