package io.tributary.aggregation.rule;

import io.tributary.aggregation.TooFewUpdatesException;

/**
 * How the updates of a round become one: a mixing of the n x d matrix of updates, then a reducer of each coordinate.
 *
 * @param name how plans call it
 * @param mixing what is done to the matrix
 * @param reducer what is done to each of its columns
 */
public record Rule(String name, Mixing mixing, Reducer reducer) {
    /** Checks, before any work, that there are enough updates.
     *
     * @throws TooFewUpdatesException if there are not
     */
    public void requireEnough(int updates) throws TooFewUpdatesException {
        if (updates < reducer.leastRows()) {
            throw new TooFewUpdatesException("rule '" + name + "'", updates, reducer.leastRows());
        }
    }
}
