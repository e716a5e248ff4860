package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.ModelManifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The run whose end devices are told of while no run is active: the one that was over last of those whose model has a version. A run that was
 * stopped or failed before it made the first version leaves nothing to keep, so that it counts only if all others are like it. Thread-safe;
 * blocks on storage.
 */
final class EndedRuns {
    /** Runs that are looked at. */
    private static final int PART = 20;
    /** Models whose newest version is remembered. */
    private static final int MOST = 1_000;
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(EndedRuns.class));

    private final RunStore runs;
    private final ModelRegistry registry;
    private final Map<String, EndedRun> newest = new ConcurrentHashMap<>();
    private volatile @Nullable PlannedRun last;

    EndedRuns(RunServices.Storage storage) {
        this.runs = storage.runs();
        this.registry = storage.registry();
    }

    /** Looks which one it is now. */
    void look() {
        forget();
        List<StoredRun> over = newestOver();
        last = readable(over).filter(this::hasVersion).findFirst().or(() -> readable(over).findFirst()).orElse(null);
    }

    /** Which one it was when this last looked. */
    Optional<PlannedRun> last() {
        return Optional.ofNullable(last);
    }

    /** What is to be told of it. @throws DamagedException if the newest version was altered */
    Optional<EndedRun> ended() {
        return last().map(run -> new EndedRun(run.run(),
                registry.newest(run.plan().model()).map(ModelVersion::manifest)));
    }

    /** Something happened to runs or models: what was remembered of the newest versions does not count any more. */
    void forget() {
        newest.clear();
    }

    /** The newest version of a model and the run that made it, as remembered since the last end of a run; of one that was altered there is none. */
    Optional<EndedRun> newest(String model) {
        EndedRun known = newest.get(model);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<EndedRun> found = stored(model).map(made -> new EndedRun(made.origin().run(), Optional.of(made)));
        if (newest.size() < MOST) {
            found.ifPresent(over -> newest.put(model, over));
        }
        return found;
    }

    private Optional<ModelManifest> stored(String model) {
        try {
            return registry.newest(model).map(ModelVersion::manifest);
        } catch (DamagedException altered) {
            FAULTS.warn("the newest version of model " + model + " cannot be read; devices are not told of it",
                    altered);
            return Optional.empty();
        }
    }

    private List<StoredRun> newestOver() {
        return Stream.of(RunView.Status.values()).filter(status -> status != RunView.Status.ACTIVE)
                .flatMap(status -> runs.newest(Optional.of(status), "", PART).stream()).map(ListedRun::run)
                .sorted(Comparator.comparing(StoredRun::run).reversed()).limit(PART).toList();
    }

    /** Reads as many as are asked for. */
    private static Stream<PlannedRun> readable(List<StoredRun> over) {
        return over.stream().flatMap(run -> NextRuns.read(run).stream());
    }

    /** One that was altered is one. */
    private boolean hasVersion(PlannedRun run) {
        try {
            return registry.newest(run.plan().model()).isPresent();
        } catch (DamagedException altered) {
            return true;
        }
    }
}
