package io.tributary.coordinator.round;

import java.util.List;

/**
 * What an event made of a round. Immutable.
 *
 * @param state the state after it
 * @param effects what to do about it, in order
 * @param changed false if the event was late or a duplicate and is not worth storing
 */
public record Transition(RoundState state, List<Effect> effects, boolean changed) {
    /** Copies the list. */
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(RoundState state, Effect... effects) {
        return new Transition(state, List.of(effects), true);
    }

    static Transition to(RoundState state, List<Effect> effects) {
        return new Transition(state, effects, true);
    }

    static Transition none(RoundState state) {
        return new Transition(state, List.of(), false);
    }
}
