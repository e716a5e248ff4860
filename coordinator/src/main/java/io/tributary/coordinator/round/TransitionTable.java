package io.tributary.coordinator.round;

import static io.tributary.coordinator.round.Phase.ABANDONED;
import static io.tributary.coordinator.round.Phase.AGGREGATING;
import static io.tributary.coordinator.round.Phase.COMMITTED;
import static io.tributary.coordinator.round.Phase.CONFIGURING;
import static io.tributary.coordinator.round.Phase.REPORTING;
import static io.tributary.coordinator.round.Phase.SELECTING;

import io.tributary.coordinator.round.RoundEvent.DeadlinePassed;
import io.tributary.coordinator.round.RoundEvent.Declined;
import io.tributary.coordinator.round.RoundEvent.EffectFailed;
import io.tributary.coordinator.round.RoundEvent.Evaluated;
import io.tributary.coordinator.round.RoundEvent.KeyLost;
import io.tributary.coordinator.round.RoundEvent.NotEvaluated;
import io.tributary.coordinator.round.RoundEvent.OfferPublished;
import io.tributary.coordinator.round.RoundEvent.Opened;
import io.tributary.coordinator.round.RoundEvent.PoolReady;
import io.tributary.coordinator.round.RoundEvent.ReportsClosed;
import io.tributary.coordinator.round.RoundEvent.Resumed;
import io.tributary.coordinator.round.RoundEvent.Stopped;
import io.tributary.coordinator.round.RoundEvent.UpdateAccepted;
import io.tributary.coordinator.round.RoundEvent.UpdateExcluded;
import io.tributary.coordinator.round.RoundEvent.VersionCommitted;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every legal transition, as one table. A cell names the states that an event may lead to; an empty cell is an event that
 * may come late or twice and changes nothing; no cell at all is an event that cannot happen.
 */
final class TransitionTable {
    private static final Map<Cell, Set<Phase>> CELLS = new HashMap<>();

    static {
        on(Opened.class).ignoredIn(SELECTING, CONFIGURING, REPORTING, AGGREGATING, COMMITTED, ABANDONED);
        on(PoolReady.class).from(SELECTING, CONFIGURING)
                .ignoredIn(CONFIGURING, REPORTING, AGGREGATING, COMMITTED, ABANDONED);
        on(OfferPublished.class).from(CONFIGURING, REPORTING).ignoredIn(REPORTING, AGGREGATING, COMMITTED, ABANDONED);
        on(UpdateAccepted.class).from(REPORTING, REPORTING).ignoredIn(AGGREGATING, COMMITTED, ABANDONED);
        on(Declined.class).from(REPORTING, REPORTING).ignoredIn(AGGREGATING, COMMITTED, ABANDONED);
        on(DeadlinePassed.class).from(SELECTING, SELECTING, ABANDONED).from(REPORTING, REPORTING)
                .ignoredIn(CONFIGURING, AGGREGATING, COMMITTED, ABANDONED);
        on(ReportsClosed.class).from(REPORTING, AGGREGATING, ABANDONED).ignoredIn(AGGREGATING, COMMITTED, ABANDONED);
        on(UpdateExcluded.class).from(AGGREGATING, AGGREGATING, ABANDONED).ignoredIn(COMMITTED, ABANDONED);
        on(VersionCommitted.class).from(AGGREGATING, COMMITTED).ignoredIn(COMMITTED);
        on(Evaluated.class).from(COMMITTED, COMMITTED);
        on(NotEvaluated.class).from(COMMITTED, COMMITTED);
        on(EffectFailed.class).from(CONFIGURING, ABANDONED).from(REPORTING, ABANDONED).from(AGGREGATING, ABANDONED)
                .from(COMMITTED, COMMITTED).ignoredIn(ABANDONED);
        on(KeyLost.class).from(CONFIGURING, ABANDONED).from(REPORTING, ABANDONED).from(AGGREGATING, ABANDONED)
                .ignoredIn(SELECTING, COMMITTED, ABANDONED);
        // A sum that is under way may be committed already, so it is left to end by itself.
        on(Stopped.class).from(SELECTING, ABANDONED).from(CONFIGURING, ABANDONED).from(REPORTING, ABANDONED)
                .ignoredIn(AGGREGATING, COMMITTED, ABANDONED);
        on(Resumed.class).ignoredIn(SELECTING, CONFIGURING, REPORTING, AGGREGATING, COMMITTED, ABANDONED);
    }

    private TransitionTable() {}

    /** The states that an event may lead to, none if it is ignored there; empty if it cannot happen. */
    static Optional<Set<Phase>> targets(Phase from, Class<? extends RoundEvent> event) {
        return Optional.ofNullable(CELLS.get(new Cell(from, event)));
    }

    private static Row on(Class<? extends RoundEvent> event) {
        return new Row(event);
    }

    private record Cell(Phase from, Class<? extends RoundEvent> event) {}

    private record Row(Class<? extends RoundEvent> event) {
        Row from(Phase from, Phase... to) {
            put(from, EnumSet.copyOf(Arrays.asList(to)));
            return this;
        }

        Row ignoredIn(Phase... phases) {
            for (Phase phase : phases) {
                put(phase, EnumSet.noneOf(Phase.class));
            }
            return this;
        }

        private void put(Phase from, Set<Phase> to) {
            if (CELLS.put(new Cell(from, event), to) != null) {
                throw new IllegalStateException("two rows for " + event + " from " + from);
            }
        }
    }
}
