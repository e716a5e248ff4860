package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;

/**
 * A mixing that depends on how the updates lie to each other, which their Gram matrix says: that costs a pass over them before.
 * Its arithmetic is of doubles in a fixed order, so that the same matrix gives the same mix on every machine (I3); ties go to the
 * lower row.
 */
public non-sealed interface GramMixing extends Mixing {
    /** Whether it has a reference, and that is what the rule made of the round before, zeros before the first. */
    default boolean refersToLastRound() {
        return false;
    }

    /**
     * What to make of the updates.
     *
     * @param gram of all updates, and of the reference if there is one
     * @param weights of the updates, each at least 1
     */
    Mix mix(Gram gram, int[] weights);
}
