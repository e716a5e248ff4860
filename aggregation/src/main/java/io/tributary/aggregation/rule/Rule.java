package io.tributary.aggregation.rule;

import io.tributary.aggregation.TooFewUpdatesException;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.reduction.Reducer;
import io.tributary.aggregation.reduction.Reduction;
import io.tributary.aggregation.sum.FixedPoint;

/**
 * How the updates of a round become one: a mixing of the n x d matrix of updates, then a reducer of each coordinate. Immutable and
 * safe for use by many threads.
 *
 * @param name how plans call it
 * @param mixing what is done to the matrix
 * @param reducer what is done to each of its columns
 */
public record Rule(String name, Mixing mixing, Reducer reducer) {
    /**
     * Checks, before any work, that there are enough updates.
     *
     * @throws TooFewUpdatesException if there are not
     */
    public void requireEnough(int updates) throws TooFewUpdatesException {
        if (updates < mixing.leastRows()) {
            throw new TooFewUpdatesException("rule '" + name + "'", updates, mixing.leastRows());
        }
    }

    /** Vectors, each as long as what the rule is applied to, that it remembers from one round to the next: 0 or 1. */
    public int slots() {
        return switch (mixing) {
            case GramMixing gram -> gram.refersToLastRound() ? 1 : 0;
            case Mixing.Identity() -> 0;
            case LengthMixing _ -> 0;
        };
    }

    /** Whether a mix is reduced by one linear map of the updates: it may then be applied to what they were linearly encoded to. */
    public boolean isLinear(Mix mix) {
        return reducer instanceof Reducer.WeightedMean && mix instanceof Mix.Selection;
    }

    /**
     * Begins to reduce chunks; what it returns serves one thread.
     *
     * @param mix what the mixing gave
     * @param weights of the updates
     * @param point how real values become integers, and the bound on the updates' values
     * @param size values in the longest chunk
     */
    public Reduction start(Mix mix, int[] weights, FixedPoint point, int size) {
        return reducer.start(mix, weights, point, size);
    }
}
