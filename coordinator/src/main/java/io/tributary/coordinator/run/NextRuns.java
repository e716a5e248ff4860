package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.message.RunView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which stored runs have their turn, and which one was over last. Looks at few of them, however many there are. Thread-safe; blocks. */
final class NextRuns {
    /** Runs that are looked at together. */
    private static final int PART = 20;

    private static final Logger LOG = LoggerFactory.getLogger(NextRuns.class);
    private final RunStore runs;

    NextRuns(RunStore runs) {
        this.runs = runs;
    }

    /** Active runs that can be read, without those that are played, in the order in which they have their turn. */
    List<PlannedRun> firstActive(Set<String> played, int most) {
        return RunQueue.read(runs).stream().map(RunOwnership::run).filter(run -> !played.contains(run))
                .flatMap(run -> read(run).stream()).limit(Math.max(0, most)).toList();
    }

    /** An active run that can be read. */
    Optional<PlannedRun> read(String run) {
        try {
            return runs.find(run).filter(row -> row.status() == RunView.Status.ACTIVE).flatMap(NextRuns::read);
        } catch (DamagedException damaged) {
            LOG.error("run {} is set aside", run, damaged);
            return Optional.empty();
        }
    }

    /** The newest run that is not active and can be read. */
    Optional<PlannedRun> newestOver() {
        return Stream.of(RunView.Status.values()).filter(status -> status != RunView.Status.ACTIVE)
                .flatMap(status -> runs.newest(Optional.of(status), "", PART).stream()
                        .flatMap(listed -> read(listed.run()).stream()).limit(1))
                .max(Comparator.comparing(PlannedRun::run));
    }

    /** A run that can be read; one that cannot is set aside. */
    private static Optional<PlannedRun> read(StoredRun stored) {
        if (!(stored instanceof RunRecord row)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlannedRun.of(row));
        } catch (DamagedException damaged) {
            LOG.error("run {} is set aside", stored.run(), damaged);
            return Optional.empty();
        }
    }
}
