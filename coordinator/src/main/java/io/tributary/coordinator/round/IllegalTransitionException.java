package io.tributary.coordinator.round;

/** An event that cannot happen to a round in its state: a fault of the coordinator, never of a device. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    IllegalTransitionException(RoundState state, RoundEvent event, String why) {
        super("round " + state.round() + ": " + event.getClass().getSimpleName() + " of round " + event.round()
                + " while " + state.phase() + ": " + why);
    }
}
