package io.tributary.loadtest.attack;

import io.tributary.learning.Examples;

/**
 * What attackers do: to their data before they train, and to their updates before they send. Both are pure functions. All attackers of
 * a round work together and know every honest update of it, also where the paper grants them less. Immutable, thread-safe.
 */
public sealed interface Attack
        permits NoAttack, Silence, SignFlip, Noise, LabelFlip, Backdoor, LittleIsEnough, InnerProduct, MinMax {
    /**
     * What an attacker trains on.
     *
     * @param own its data
     * @param task what kind of data that is
     */
    default Examples poison(Examples own, Task task) {
        return own;
    }

    /**
     * What the attackers send.
     *
     * @return a row for each of {@code known.own()}, as long; no row at all if they send nothing
     */
    default float[][] forge(Knowledge known) {
        return known.own();
    }
}
