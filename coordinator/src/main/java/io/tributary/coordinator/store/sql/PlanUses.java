package io.tributary.coordinator.store.sql;

import io.tributary.protocol.plan.PlanUse;
import java.util.Base64;
import org.jdbi.v3.core.Handle;

/** The runs that were started with one use of an owner's plans, within one transaction. The table's key decides who takes the last one. */
final class PlanUses {
    private final Handle handle;
    private final String owner;
    private final PlanUse use;

    PlanUses(Handle handle, byte[] owner, PlanUse use) {
        this.handle = handle;
        this.owner = Base64.getEncoder().encodeToString(owner);
        this.use = use;
    }

    /** Whether as many runs were started as the use allows. */
    boolean spent() {
        return count() >= use.runs();
    }

    /** A run is started with it. */
    void spend(String run) {
        handle.createUpdate(
                "INSERT INTO plan_use (owner_key, use_id, number, run) VALUES (:owner, :use, :number, :run)")
                .bind("owner", owner).bind("use", use.id()).bind("number", count() + 1).bind("run", run).execute();
    }

    private int count() {
        return handle.createQuery("SELECT COUNT(*) FROM plan_use WHERE owner_key = :owner AND use_id = :use")
                .bind("owner", owner).bind("use", use.id()).mapTo(Integer.class).one();
    }
}
