package io.tributary.coordinator.retention;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.registry.ModelRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Removes what is stored of models that were deleted, once the deletion can be taken back no more. */
final class RemovedModels implements Chore {
    /** How long a deletion can be taken back. */
    static final Duration UNDO = Duration.ofDays(7);

    private final ModelRegistry registry;
    private final AuditLog log;
    private final InstantSource clock;

    RemovedModels(ModelRegistry registry, AuditLog log, InstantSource clock) {
        this.registry = registry;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean part() {
        List<String> removable = registry.removable(clock.instant().minus(UNDO), 1);
        if (removable.isEmpty()) {
            return false;
        }
        String model = removable.getFirst();
        if (!registry.remove(model, OutdatedRuns.ROWS)) {
            log.done(new AuditAction("coordinator", "none", "local", "retention", "model " + model));
        }
        return true;
    }
}
