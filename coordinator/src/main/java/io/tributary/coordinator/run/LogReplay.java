package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.IllegalTransitionException;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.protocol.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is stored of a run into a log. One use. */
final class LogReplay {
    private final String run;
    private final RunLog log;
    private final List<Effect> effects = new ArrayList<>();

    LogReplay(String run, RunLog log) {
        this.run = run;
        this.log = log;
    }

    /** As {@link RunLog#replay}. */
    List<Effect> replay(StoredLog stored) {
        recall(stored);
        return replay(stored.replaced(), stored.events());
    }

    /** As {@link RunLog#goOn}. */
    List<Effect> replay(long before, List<StoredEvent> events) {
        long expected = before;
        for (StoredEvent event : events) {
            expected++;
            try {
                Fields.within("its sequence", event.sequence(), expected, expected);
                replay(EventCodec.decode(event.json()), event.at());
            } catch (IllegalArgumentException | IllegalTransitionException damaged) {
                throw damaged("event " + expected, damaged);
            }
        }
        return effects;
    }

    private void recall(StoredLog stored) {
        try {
            log.past().recall(stored.past());
        } catch (IllegalArgumentException damaged) {
            throw damaged("round " + (log.past().views().size() + 1), damaged);
        }
        if (stored.events().isEmpty() && stored.replaced() > 0) {
            throw damaged("event " + (stored.replaced() + 1), new IllegalArgumentException("it is missing"));
        }
    }

    private DamagedException damaged(String where, RuntimeException why) {
        return new DamagedException(
                "the stored rounds of run " + run + " are damaged at " + where + ": " + why.getMessage(), why);
    }

    private void replay(RoundEvent event, Instant at) {
        if (event instanceof RoundEvent.Opened) {
            effects.clear();
        } else if (event instanceof RoundEvent.UpdateExcluded) {
            effects.removeIf(Effect.Aggregate.class::isInstance); // of an accepted set that has changed since
        }
        Optional<Transition> transition = log.next(event, at);
        log.apply(event, at, transition);
        transition.ifPresent(step -> effects.addAll(step.effects()));
        effects.removeIf(Effect.Evaluate.class::isInstance); // the log knows what was measured
    }
}
