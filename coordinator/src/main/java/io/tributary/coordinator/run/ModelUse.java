package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which runs need a model: those that are active or paused. Looks at these alone. Thread-safe; blocks. */
final class ModelUse {
    private static final int PART = 50;
    private static final Logger LOG = LoggerFactory.getLogger(ModelUse.class);
    private final RunStore runs;

    ModelUse(RunStore runs) {
        this.runs = runs;
    }

    /** @throws RejectedException RUN_ACTIVE if a run needs the model */
    void requireNone(String model) throws RejectedException {
        for (RunView.Status status : List.of(RunView.Status.ACTIVE, RunView.Status.PAUSED)) {
            List<ListedRun> part = runs.newest(Optional.of(status), "", PART);
            while (!part.isEmpty()) {
                requireNone(model, part);
                part = runs.newest(Optional.of(status), part.getLast().run().run(), PART);
            }
        }
    }

    private static void requireNone(String model, List<ListedRun> part) throws RejectedException {
        Optional<String> user = part.stream().map(ListedRun::run).filter(run -> trains(run, model)).map(StoredRun::run)
                .findFirst();
        if (user.isPresent()) {
            throw new RejectedException(Reason.RUN_ACTIVE,
                    "run " + user.get() + " trains model '" + model + "' and is not over; stop it first");
        }
    }

    private static boolean trains(StoredRun run, String model) {
        try {
            return run instanceof RunRecord row && PlannedRun.of(row).plan().model().equals(model);
        } catch (DamagedException unreadable) {
            LOG.debug("run {} cannot be read, and trains nothing", run.run(), unreadable);
            return false;
        }
    }
}
