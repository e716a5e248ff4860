package io.tributary.coordinator.run;

import io.tributary.coordinator.store.RunRecord;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.util.Optional;

/** A request to another member to end a run that it plays, repeated until what is stored says that the run has ended. One use. */
final class RemoteStop {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_BETWEEN_REQUESTS = 10;

    private final RunServices services;
    private final String run;
    private final String why;

    RemoteStop(RunServices services, String run, String why) {
        this.services = services;
        this.run = run;
        this.why = why;
    }

    /** Blocks on storage. @return whether the run has ended within this time; else it is about to */
    boolean await(Duration patience) throws InterruptedException {
        long steps = Math.max(1, patience.dividedBy(STEP));
        for (long step = 0; step < steps; step++) {
            if (step % STEPS_BETWEEN_REQUESTS == 0) {
                services.sharing().news().stop(run, why);
            }
            services.waits().sleep(STEP.toMillis());
            if (hasEnded()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasEnded() {
        Optional<RunRecord> stored = services.storage().runs().find(run);
        return stored.isEmpty() || stored.get().status() != RunView.Status.ACTIVE;
    }
}
