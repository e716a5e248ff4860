package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;

/** The key of a round that is not over is missing or damaged: what was sealed to it can never be opened, so the round is over. */
final class LostKeyException extends DamagedException {
    private static final long serialVersionUID = 1;

    LostKeyException(int round) {
        super("the key of round " + round + " is gone: the updates that were sealed to it cannot be opened");
    }

    LostKeyException(DamagedException damaged) {
        super(String.valueOf(damaged.getMessage()), damaged);
    }
}
