package io.tributary.coordinator.retention;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs that are no longer kept, and removes what is left of deleted ones. Each deletion stands in the audit log; from then on
 * nobody sees the run, and its rows go part by part, so that no transaction holds up a round.
 */
final class OutdatedRuns implements Chore {
    /** Most rows that one transaction removes. */
    static final int ROWS = 500;
    /** Most runs that one part deletes. */
    private static final int RUNS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(OutdatedRuns.class);

    private final RunHistory kept;
    private final RunStore runs;
    private final Housekeeping.Deletion deletion;
    private final AuditLog log;
    private final InstantSource clock;

    OutdatedRuns(RunHistory kept, RunStore runs, Housekeeping.Deletion deletion, AuditLog log, InstantSource clock) {
        this.kept = kept;
        this.runs = runs;
        this.deletion = deletion;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean part() {
        List<String> outdated = runs.outdated(kept.runs(), kept.since(clock.instant()), RUNS);
        long deleted = outdated.stream().filter(this::delete).count();
        return deleted > 0 || runs.purge(ROWS);
    }

    private boolean delete(String run) {
        try {
            log.perform(new AuditAction("coordinator", "none", "local", "retention", "run " + run), () -> {
                deletion.delete(run);
                return run;
            });
            return true;
        } catch (RejectedException needed) {
            LOG.info("run {} is not deleted yet", run, needed);
            return false;
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new StoreException("deleting run " + run, failed);
        }
    }
}
