package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.protocol.message.RoundView;
import java.time.Instant;
import java.util.Optional;

/** A round that is over but for the measurement of its version. One thread. */
final class EndedRound {
    private final RoundSummary summary;
    private RoundState state;
    private Instant at;

    /** @param state in which it ended, at this time */
    EndedRound(RoundSummary summary, RoundState state, Instant at) {
        this.summary = summary;
        this.state = state;
        this.at = at;
    }

    /** Whether an event ends a measurement, well or not. */
    static boolean measures(RoundEvent event) {
        return event instanceof RoundEvent.Evaluated || event instanceof RoundEvent.NotEvaluated
                || (event instanceof RoundEvent.EffectFailed failed && failed.effect().equals(Effect.Evaluate.ID));
    }

    /** What is to be measured still, if something is. */
    Optional<Effect.Evaluate> unmeasured() {
        return state instanceof RoundState.Committed committed && !committed.evaluated()
                ? Optional.of(new Effect.Evaluate(committed.round(), committed.version())) : Optional.empty();
    }

    /** Whether nothing more is to come of it. */
    boolean settled() {
        return unmeasured().isEmpty();
    }

    /** Whether it is this round, and its measurement is to come. */
    boolean awaits(int round) {
        return state.round() == round && !settled();
    }

    /** The measurement has ended. */
    void measured(RoundEvent event, Instant when) {
        if (state instanceof RoundState.Committed committed) {
            state = new RoundState.Committed(committed.round(), committed.version(), true);
            at = when;
            summary.apply(event, when, state);
        }
    }

    /** The round as operators see it. */
    RoundView view() {
        return summary.view(state, at);
    }
}
