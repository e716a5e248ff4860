package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Lengths;
import io.tributary.aggregation.reduction.Mix;

/**
 * A mixing that depends on how long each update is, and at most how far it goes along a reference: that costs a pass over them before,
 * but no products of every pair. Its arithmetic is of doubles in a fixed order (I3).
 */
public non-sealed interface LengthMixing extends Mixing {
    /**
     * What to make of the updates.
     *
     * @param lengths of all updates, and of the reference if there is one
     * @param weights of the updates, each at least 1
     */
    Mix mix(Lengths lengths, int[] weights);
}
