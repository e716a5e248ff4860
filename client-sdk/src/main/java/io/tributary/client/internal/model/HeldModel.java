package io.tributary.client.internal.model;

import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RunPlan;

/**
 * A model version and the plan under which it was fetched: both verified, and agreeing with each other. Immutable.
 *
 * @param plan says what network it is
 * @param manifest says which bytes, and where in the lineage
 */
public record HeldModel(Verified<RunPlan> plan, Verified<ModelManifest> manifest) {
    /**
     * Puts the two together.
     *
     * @throws RejectedException {@link Reason#WRONG_PLAN} if they are of different models, or of models
     *     whose classes or inputs differ, {@link Reason#WRONG_SHAPE} if their
     *     layouts differ, {@link Reason#HASH_MISMATCH} if the Merkle root is not that
     *     of the chunks
     */
    public static HeldModel of(Verified<RunPlan> plan, Verified<ModelManifest> manifest) throws RejectedException {
        requireSameModel(plan.content(), manifest.content());
        requireSameShape(plan.content(), manifest.content());
        requireSameMeaning(plan.content(), manifest.content());
        manifest.content().checkConsistent();
        return new HeldModel(plan, manifest);
    }

    private static void requireSameModel(RunPlan plan, ModelManifest manifest) throws RejectedException {
        if (!plan.model().equals(manifest.model())) {
            throw new RejectedException(Reason.WRONG_PLAN,
                    "the plan is for model '" + plan.model() + "', the manifest is of '" + manifest.model() + "'");
        }
    }

    private static void requireSameShape(RunPlan plan, ModelManifest manifest) throws RejectedException {
        if (!plan.layout().equals(manifest.layout())) {
            throw new RejectedException(Reason.WRONG_SHAPE, "the layout of '" + manifest.model() + "' version "
                    + manifest.version() + " is not the plan's: " + manifest.layout().size() + " values in "
                    + manifest.layout().parameters().size() + " tensors where the plan has " + plan.layout().size()
                    + " in " + plan.layout().parameters().size());
        }
    }

    private static void requireSameMeaning(RunPlan plan, ModelManifest manifest) throws RejectedException {
        if (!plan.modelSignature().equals(manifest.modelSignature())) {
            throw new RejectedException(Reason.WRONG_PLAN, "'" + manifest.model() + "' version " + manifest.version()
                    + " has other classes or inputs than the plan: " + manifest.modelSignature()
                    + " where the plan has "
                    + plan.modelSignature());
        }
    }

    String name() {
        return manifest.content().model();
    }

    boolean sameVersion(HeldModel other) {
        return manifest.hash().equals(other.manifest.hash());
    }
}
