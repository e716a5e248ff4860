package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;

/**
 * A run and the plan that its owner signed. Immutable.
 *
 * @param run UUIDv7
 * @param document the signed plan
 * @param plan its content
 * @param planHash hex SHA-256 of the signed bytes
 */
public record PlannedRun(String run, SignedDocument document, RunPlan plan, String planHash) {
    /**
     * Reads a stored run; its plan was checked when it was stored.
     *
     * @throws DamagedException if the stored plan cannot be read
     */
    static PlannedRun of(RunRecord stored) {
        return of(stored.run(), stored.plan());
    }

    /**
     * Reads a stored plan.
     *
     * @throws DamagedException if it cannot be read
     */
    static PlannedRun of(String run, SignedDocument plan) {
        try {
            return of(run, plan, WireJson.readDocument(plan.payload(), RunPlan.class));
        } catch (RejectedException unreadable) {
            throw new DamagedException("the stored plan of run " + run + " cannot be read: "
                    + unreadable.getMessage(), unreadable);
        }
    }

    static PlannedRun of(String run, SignedDocument document, RunPlan plan) {
        return new PlannedRun(run, document, plan, document.hash());
    }
}
