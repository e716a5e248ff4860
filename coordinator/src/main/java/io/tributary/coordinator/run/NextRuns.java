package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which stored runs have their turn. Looks at few of them, however many there are. Thread-safe; blocks. */
final class NextRuns {
    private static final Logger LOG = LoggerFactory.getLogger(NextRuns.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);
    private final RunStore runs;
    /** The models that active runs train, as far as they were asked for. */
    private final Map<String, String> models = new ConcurrentHashMap<>();

    NextRuns(RunStore runs) {
        this.runs = runs;
    }

    /** Of these runs those that have their turn and can be read, without those that are played, in the same order. */
    List<PlannedRun> first(List<RunOwnership> inOrder, ModelTurns turns, Set<String> played, int most) {
        return inOrder.stream().filter(turns::has).map(RunOwnership::run).filter(run -> !played.contains(run))
                .flatMap(run -> playable(run).stream()).limit(Math.max(0, most)).toList();
    }

    /** Whose turn it is of these runs, of which some are played here. */
    ModelTurns turns(List<RunOwnership> inOrder, Set<String> played) {
        models.keySet().retainAll(inOrder.stream().map(RunOwnership::run).collect(Collectors.toSet()));
        return ModelTurns.of(inOrder, this::model, played);
    }

    private Optional<String> model(String run) {
        String known = models.get(run);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> model = read(run).map(planned -> planned.plan().model());
        model.ifPresent(name -> models.put(run, name));
        return model;
    }

    /**
     * An active run that can be read and whose plug-ins this member has. Another run is left as it is, to a member that has them, or until this
     * one is started with them.
     */
    Optional<PlannedRun> playable(String run) {
        return read(run).filter(NextRuns::hasPlugIns);
    }

    private static boolean hasPlugIns(PlannedRun run) {
        try {
            PlannedPlugIns.require(run.plan());
            return true;
        } catch (RejectedException missing) {
            FAULTS.warn("run " + run.run() + " waits for a member that has what its plan names", missing);
            return false;
        }
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

    /** A run that can be read; one that cannot is set aside. */
    static Optional<PlannedRun> read(StoredRun stored) {
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
