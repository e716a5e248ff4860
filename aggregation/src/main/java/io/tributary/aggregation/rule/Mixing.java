package io.tributary.aggregation.rule;

/**
 * The first half of a rule: from the n x d matrix X of updates, its rows sorted by device id, to the rows Y = M X that are
 * reduced. Immutable and safe for use by many threads.
 */
public sealed interface Mixing permits Mixing.Identity, LengthMixing, GramMixing {
    /** Fewest updates for which it is defined, at least 1. */
    int leastRows();

    /** Whether there is a row more than there are updates, the last: a vector to compare them with. */
    default boolean hasReference() {
        return false;
    }

    /** Y = X: the reducer sees the updates themselves, and no pass over them is needed before. */
    record Identity() implements Mixing {
        @Override
        public int leastRows() {
            return 1;
        }
    }
}
